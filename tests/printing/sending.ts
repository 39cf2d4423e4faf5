import { receiptBytes } from '#printing/escpos';
import { redemptionReceipt } from '#printing/receipts/redemption';
import type { Delivery, Transport } from '#printing/transports/transport';
import { quickProfile } from '../printer.ts';
import { wang } from './facts.ts';

/** A printer that is quick to give up, and one receipt for it. */
export const profile = quickProfile('generic58');
export const bytes = receiptBytes(redemptionReceipt(wang, { copy: 0 }), profile);

/** Sends one receipt and counts how often leave was asked for its first byte. */
export async function send(
	transport: Transport,
	isAllowed = true,
): Promise<{ delivery: Delivery; asked: number }> {
	let asked = 0;
	const delivery = await transport.send(bytes, {
		name: 'redemption-1-0',
		attempt: 1,
		beforeFirstByte: async () => {
			asked += 1;
			return isAllowed;
		},
	});
	return { delivery, asked };
}
