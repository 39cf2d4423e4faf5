import { ask, type Shop } from './shop.ts';

/** Signs in as a member of staff and gives back the bare token, for requests that may be refused. */
export async function signInToken(
	shop: Shop,
	person: { username: string; password: string },
): Promise<string> {
	const path = '/api/collections/staff/auth-with-password';
	const { username: identity, password } = person;
	const { body } = await ask<{ token: string }>(shop, path, { body: { identity, password } });
	if (!body.token) throw new Error(`${identity} could not sign in`);
	return body.token;
}
