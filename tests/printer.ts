import { paperPrinter, type PrintedPaper } from '#printing/virtual/paper';
import { isWhole } from '#printing/virtual/printer';
import { tokenize, type Token } from '#printing/virtual/tokenizer';
import { startVirtualPrinter, type VirtualPrinter } from '#printing/virtual-printer';
import { profileOf, type PrinterProfile } from '#printing/profiles';

/** Bytes printed by a strict printer in memory: tokens, and all paper in one piece. */
export function printInMemory(
	bytes: Uint8Array,
	profile: PrinterProfile,
): { readonly tokens: readonly Token[]; readonly paper: PrintedPaper } {
	const { tokens, taken } = tokenize(bytes);
	if (taken !== bytes.length) throw new Error(`${bytes.length - taken} bytes are no whole command`);
	const printer = paperPrinter(profile.dots);
	for (const token of tokens) printer.print(token);
	return { tokens, paper: printer.take(false) };
}

/** A profile by its name, quick enough for tests about printers that never answer. */
export function quickProfile(id: string, change: Partial<PrinterProfile> = {}): PrinterProfile {
	const profile = profileOf(id);
	if (!profile) throw new Error(`No profile ${id}`);
	const timing = {
		connectMs: 2000,
		replyMs: 150,
		wakeMs: 400,
		trustMs: 2000,
		stallMs: 500,
		completionMs: 600,
		glanceMs: 200,
		watchMs: 100,
		closeMs: 300,
	};
	return { ...profile, timing, ...change };
}

/** A virtual printer on a free port of this machine. */
export function startPrinter(paper: 58 | 80 = 58): Promise<VirtualPrinter> {
	return startVirtualPrinter({ port: 0, paper });
}

/** Receipts that came out whole. */
export function wholeReceipts(printer: VirtualPrinter): number {
	return printer.papers.filter(isWhole).length;
}
