import { diskOf } from './disk.ts';

const tokenKey = 'love.device';
const disk = diskOf('love-device', ['device']);

/** The token of this kiosk as it is at hand; empty until it is paired. */
export function deviceToken(): string {
	return localStorage.getItem(tokenKey) ?? '';
}

/**
 * The token that pairing gave, also when the power was cut right after: the browser writes what is
 * at hand only seconds later. Empty when this kiosk is not paired.
 */
export async function recallDeviceToken(): Promise<string> {
	try {
		const kept = await disk.read<unknown>('device', (store) => store.get('token'));
		return typeof kept === 'string' ? kept : '';
	} catch (error) {
		console.warn('The disk did not say whether this kiosk is paired', error);
		return '';
	}
}

/** Keeps the token that pairing gave, and gives it back when the disk has it or has refused it. */
export async function keepDeviceToken(token: string): Promise<string> {
	localStorage.setItem(tokenKey, token);
	await onDisk((store) => store.put(token, 'token'));
	return token;
}

/** Forgets the token; the pairing screen comes next. */
export async function forgetDeviceToken(): Promise<void> {
	localStorage.removeItem(tokenKey);
	await onDisk((store) => store.delete('token'));
}

async function onDisk(act: (store: IDBObjectStore) => void): Promise<void> {
	try {
		await disk.write(['device'], 'strict', (stores) => act(stores('device')));
	} catch (error) {
		// At hand it is as it should be; only a cut of the power in the next seconds would matter.
		console.warn('The disk did not take what became of the pairing', error);
	}
}
