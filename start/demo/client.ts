/** Speaks to a server as a newcomer's browser would: JSON in, JSON out. */
export interface Client {
	get(path: string): Promise<unknown>;
	post(path: string, body: unknown): Promise<unknown>;
}

/** A client with a token; throws with the server's own words when it refuses. */
export function clientWith(server: string, token = ''): Client {
	const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const reply = await fetch(`${server}${path}`, {
			method,
			headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const text = await reply.text();
		if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 500)}`);
		return text === '' ? undefined : JSON.parse(text);
	};
	return {
		get: (path) => send('GET', path),
		post: (path, body) => send('POST', path, body),
	};
}

/** A client that has signed in as staff, or as PocketBase's superuser. */
export async function signIn(
	server: string,
	collection: 'staff' | '_superusers',
	identity: string,
	password: string,
): Promise<Client> {
	const path = `/api/collections/${collection}/auth-with-password`;
	const answer = (await clientWith(server).post(path, { identity, password })) as { token: string };
	return clientWith(server, answer.token);
}
