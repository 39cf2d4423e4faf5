/** One thing a printer understood, or did not. */
export type Token =
	| { readonly type: 'text'; readonly bytes: Uint8Array }
	| { readonly type: 'line_feed' }
	| { readonly type: 'reset' }
	| { readonly type: 'chinese'; readonly isOn: boolean }
	| { readonly type: 'spacing' }
	| { readonly type: 'align'; readonly side: 0 | 1 | 2 }
	| { readonly type: 'bold'; readonly isOn: boolean }
	| { readonly type: 'size'; readonly wide: number; readonly high: number }
	| { readonly type: 'line_space'; readonly dots: number }
	| { readonly type: 'feed'; readonly rows: number }
	| { readonly type: 'raster'; readonly rowBytes: number; readonly data: Uint8Array }
	| {
			readonly type: 'qr_setting';
			readonly name: 'model' | 'module' | 'level';
			readonly value: number;
	  }
	| { readonly type: 'qr_store'; readonly data: Uint8Array }
	| { readonly type: 'qr_print' }
	| { readonly type: 'cut' }
	| { readonly type: 'status_query'; readonly about: number }
	| { readonly type: 'fence' }
	| { readonly type: 'process_id'; readonly id: Uint8Array }
	| { readonly type: 'unknown'; readonly at: number; readonly bytes: Uint8Array };

/** Tokens of a stream of which more may come: what is not yet whole is left for the next call. */
export interface Tokenized {
	readonly tokens: readonly Token[];
	/** The bytes that were understood; the rest is the beginning of something. */
	readonly taken: number;
}

/**
 * Reads the ESC/POS that a Chinese receipt printer knows, and nothing else: an unknown command is a
 * token of its own, because a real printer would print its arguments as rubbish.
 */
export function tokenize(bytes: Uint8Array): Tokenized {
	const tokens: Token[] = [];
	let at = 0;
	while (at < bytes.length) {
		const step = readToken(bytes, at);
		if (!step) break;
		tokens.push(step.token);
		at += step.length;
	}
	return { tokens, taken: at };
}

interface Step {
	readonly token: Token;
	readonly length: number;
}

function readToken(bytes: Uint8Array, at: number): Step | undefined {
	const first = bytes[at] ?? 0;
	if (first >= 0x20) return readText(bytes, at);
	if (first === 0x0a) return { token: { type: 'line_feed' }, length: 1 };
	const second = bytes[at + 1];
	if (first === 0x10 || first === 0x1b || first === 0x1c || first === 0x1d) {
		if (second === undefined) return undefined;
		const parameters = (count: number) =>
			at + 2 + count <= bytes.length ? bytes.subarray(at + 2, at + 2 + count) : undefined;
		const command = String.fromCharCode(first, second);
		const fixed = readFixed(command, parameters);
		if (fixed !== 'other') return fixed ?? undefined;
		if (command === '\x1dv') return readRaster(bytes, at);
		if (command === '\x1d(') return readBlock(bytes, at);
		return { token: { type: 'unknown', at, bytes: bytes.slice(at, at + 2) }, length: 2 };
	}
	return { token: { type: 'unknown', at, bytes: bytes.slice(at, at + 1) }, length: 1 };
}

function readText(bytes: Uint8Array, at: number): Step | undefined {
	let end = at;
	while (end < bytes.length && (bytes[end] ?? 0) >= 0x20) {
		const isPair = (bytes[end] ?? 0) >= 0x80;
		// A hanzi whose second byte is still on its way.
		if (isPair && end + 1 >= bytes.length) break;
		end += isPair ? 2 : 1;
	}
	if (end === at) return undefined;
	return { token: { type: 'text', bytes: bytes.slice(at, end) }, length: end - at };
}

/** Commands of fixed length; undefined while their parameters are still on their way. */
function readFixed(
	command: string,
	parameters: (count: number) => Uint8Array | undefined,
): Step | undefined | 'other' {
	const make = (count: number, token: (values: Uint8Array) => Token | undefined) => {
		const values = parameters(count);
		if (!values) return undefined;
		const bytes = Uint8Array.of(command.charCodeAt(0), command.charCodeAt(1), ...values);
		return {
			token: token(values) ?? { type: 'unknown' as const, at: 0, bytes },
			length: count + 2,
		};
	};
	switch (command) {
		case '\x1b@':
			return make(0, () => ({ type: 'reset' }));
		case '\x1c&':
			return make(0, () => ({ type: 'chinese', isOn: true }));
		case '\x1c.':
			return make(0, () => ({ type: 'chinese', isOn: false }));
		case '\x1cS':
			return make(2, () => ({ type: 'spacing' }));
		case '\x1b ':
			return make(1, () => ({ type: 'spacing' }));
		case '\x1ba':
			return make(1, ([side]) =>
				side === 0 || side === 1 || side === 2 ? { type: 'align', side } : undefined,
			);
		case '\x1bE':
			return make(1, ([on]) =>
				on === 0 || on === 1 ? { type: 'bold', isOn: on === 1 } : undefined,
			);
		case '\x1d!':
			// Printers of the cheap kind know these four sizes only.
			return make(1, ([size = 0]) =>
				[0x00, 0x01, 0x10, 0x11].includes(size)
					? { type: 'size', wide: (size >> 4) + 1, high: (size & 15) + 1 }
					: undefined,
			);
		case '\x1b2':
			return make(0, () => ({ type: 'line_space', dots: 30 }));
		case '\x1b3':
			return make(1, ([dots = 0]) => ({ type: 'line_space', dots }));
		case '\x1bd':
			return make(1, ([rows = 0]) => ({ type: 'feed', rows }));
		case '\x1dV':
			return make(1, ([kind]) => (kind === 0 || kind === 1 ? { type: 'cut' } : undefined));
		case '\x1dr':
			return make(1, ([about]) => (about === 1 ? { type: 'fence' } : undefined));
		case '\x10\x04':
			return make(1, ([about = 0]) =>
				about >= 1 && about <= 4 ? { type: 'status_query', about } : undefined,
			);
		default:
			return 'other';
	}
}

/** GS v 0: a picture. */
function readRaster(bytes: Uint8Array, at: number): Step | undefined {
	if (at + 8 > bytes.length) return undefined;
	const [kind, mode, widthLow = 0, widthHigh = 0, heightLow = 0, heightHigh = 0] = bytes.subarray(
		at + 2,
		at + 8,
	);
	const rowBytes = widthLow + widthHigh * 256;
	const length = 8 + rowBytes * (heightLow + heightHigh * 256);
	if (kind !== 0x30 || mode !== 0 || rowBytes === 0) {
		return { token: { type: 'unknown', at, bytes: bytes.slice(at, at + 8) }, length: 8 };
	}
	if (at + length > bytes.length) return undefined;
	return { token: { type: 'raster', rowBytes, data: bytes.slice(at + 8, at + length) }, length };
}

/** GS ( k (QR code) and GS ( H (process id) carry their own length. */
function readBlock(bytes: Uint8Array, at: number): Step | undefined {
	if (at + 5 > bytes.length) return undefined;
	const length = 5 + (bytes[at + 3] ?? 0) + (bytes[at + 4] ?? 0) * 256;
	if (at + length > bytes.length) return undefined;
	const body = bytes.slice(at + 5, at + length);
	const [first, second, value = 0] = body;
	const token = blockToken(bytes[at + 2], first, second, value, body);
	return { token: token ?? { type: 'unknown', at, bytes: bytes.slice(at, at + length) }, length };
}

function blockToken(
	kind: number | undefined,
	first: number | undefined,
	second: number | undefined,
	value: number,
	body: Uint8Array,
): Token | undefined {
	if (kind === 0x48 && first === 0x30 && second === 0x30 && body.length === 6) {
		return { type: 'process_id', id: body.slice(2) };
	}
	if (kind !== 0x6b || first !== 0x31) return undefined;
	if (second === 0x41) return { type: 'qr_setting', name: 'model', value };
	if (second === 0x43) return { type: 'qr_setting', name: 'module', value };
	if (second === 0x45) return { type: 'qr_setting', name: 'level', value };
	if (second === 0x50 && value === 0x30) return { type: 'qr_store', data: body.slice(3) };
	if (second === 0x51 && value === 0x30) return { type: 'qr_print' };
	return undefined;
}
