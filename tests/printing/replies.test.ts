import { describe, expect, test } from 'vitest';
import { processId, processIdQuery, replyReader, stateFrom, statusAbout } from '#printing/replies';

describe('what printers answer', () => {
	test.each([
		{ says: 'a status byte', bytes: [0x12], gives: [{ type: 'status', byte: 0x12 }] },
		{ says: 'a fence', bytes: [0x00], gives: [{ type: 'fence', isPaperOut: false }] },
		{ says: 'a fence, paper low', bytes: [0x03], gives: [{ type: 'fence', isPaperOut: false }] },
		{ says: 'a fence without paper', bytes: [0x0f], gives: [{ type: 'fence', isPaperOut: true }] },
		{
			says: 'a process id',
			bytes: [0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00],
			gives: [{ type: 'process_id', id: '0001' }],
		},
		{
			says: 'a fence behind automatic status, whose zeros are none',
			bytes: [0x10, 0x00, 0x00, 0x00, 0x00],
			gives: [{ type: 'fence', isPaperOut: false }],
		},
		{ says: 'automatic status alone', bytes: [0x14, 0x00, 0x00, 0x0f], gives: [] },
		{ says: 'rubbish', bytes: [0xff, 0x81, 0x99], gives: [] },
	])('$says', ({ bytes, gives }) => {
		expect(replyReader()(Uint8Array.from(bytes))).toEqual(gives);
		// The same, byte by byte, as networks deliver.
		const read = replyReader();
		expect(bytes.flatMap((byte) => read(Uint8Array.of(byte)))).toEqual(gives);
	});

	test.each([
		{ bytes: [0x12, 0x12, 0x12, 0x12], state: 'ready' },
		{ bytes: [0x1a, 0x16, 0x12, 0x12], state: 'cover_open' },
		{ bytes: [0x1a, 0x32, 0x12, 0x7e], state: 'paper_out' },
		{ bytes: [0x12, 0x12, 0x12, 0x72], state: 'paper_out' },
		{ bytes: [0x1a, 0x52, 0x1a, 0x12], state: 'error' },
		{ bytes: [0x1a, 0x52, 0x32, 0x12], state: 'error' },
		// A hot head cools by itself, and the slip goes on.
		{ bytes: [0x1a, 0x52, 0x52, 0x12], state: 'offline' },
		{ bytes: [0x1a, 0x12, 0x12, 0x12], state: 'offline' },
		{ bytes: [0x12, 0x12, 0x12, 0x1e], state: 'near_end' },
	])('$bytes mean $state', ({ bytes, state }) => {
		const about = new Map(Object.values(statusAbout).map((each, at) => [each, bytes[at] ?? 0]));
		expect(stateFrom(about)).toBe(state);
	});

	test('a process id is four letters and asked for in full', () => {
		expect([processId(1), processId(36 ** 4)]).toEqual(['0001', '0000']);
		expect(Buffer.from(processIdQuery('0001')).toString('hex')).toBe('1d28480600303030303031');
	});
});
