import { createHmac } from 'node:crypto';
import type { Witness } from './truth.ts';

/** A token for a device that ends when the test says so, signed as PocketBase signs its own. */
export function deviceToken(witness: Witness, device: string, endsAtMs: number): string {
	const collection = "FROM _collections WHERE name = 'devices'";
	const key = witness.read('SELECT tokenKey FROM devices WHERE id = ?', device);
	const secret = witness.read(`SELECT json_extract(options, '$.authToken.secret') ${collection}`);
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const signed = [
		part({ alg: 'HS256', typ: 'JWT' }),
		part({
			collectionId: witness.read(`SELECT id ${collection}`),
			exp: Math.floor(endsAtMs / 1000),
			id: device,
			refreshable: false,
			type: 'auth',
		}),
	].join('.');
	const signature = createHmac('sha256', `${key}${secret}`).update(signed).digest('base64url');
	return `${signed}.${signature}`;
}
