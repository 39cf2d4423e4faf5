import { receiptBytes } from '#printing/escpos';
import { redemptionReceipt } from '#printing/receipts/redemption';
import { printInMemory, quickProfile } from '../printer.ts';
import { wang } from '../printing/facts.ts';

/** The first picture of a process reads the faces of its characters; the agents here do not wait. */
export function warmFaces(): void {
	const profile = quickProfile('generic58');
	printInMemory(receiptBytes(redemptionReceipt(wang, { copy: 0 }), profile), profile);
}
