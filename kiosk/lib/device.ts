const tokenKey = 'love.device';

/** The token of this kiosk; empty until it is paired. */
export function deviceToken(): string {
	return localStorage.getItem(tokenKey) ?? '';
}

/** Keeps the token that pairing gave. */
export function keepDeviceToken(token: string): void {
	localStorage.setItem(tokenKey, token);
}

/** Forgets the token; the pairing screen comes next. */
export function forgetDeviceToken(): void {
	localStorage.removeItem(tokenKey);
}

/** A key for one request: 128 random bits. crypto.randomUUID is missing on plain http. */
export function newRequestKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
