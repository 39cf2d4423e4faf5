import type { RedemptionRequest } from '#domain/wire';
import { diskOf } from './disk.ts';
import type { RefusalCode } from './refusal.ts';

/** 待发: a redemption that was confirmed on the screen and is not answered yet. No names. */
export interface OutboxEntry {
	readonly request: RedemptionRequest;
	/** Milliseconds since 1970, the kiosk's clock. */
	readonly keptAt: number;
	/** The id of the village it was confirmed in; missing where an older kiosk kept it. */
	readonly village?: string | undefined;
}

/** How it ended; kept for 30 days so that a question at the counter can be answered. */
export interface SettledEntry {
	readonly requestKey: string;
	readonly settledAt: number;
	readonly outcome: 'redeemed' | RefusalCode;
	/** The receipt's number; empty when it was refused. */
	readonly number: string;
}

/** Puts an entry on the disk before it is sent. Rejects when the disk refuses: then do not send. */
export async function keepEntry(entry: OutboxEntry): Promise<void> {
	await disk.write(['kept'], 'strict', (stores) =>
		stores('kept').put(entry, entry.request.requestKey),
	);
}

/** What is not answered yet, oldest first. */
export async function openEntries(): Promise<readonly OutboxEntry[]> {
	const entries: OutboxEntry[] = await disk.read('kept', (store) => store.getAll());
	return entries.sort((one, other) => one.keptAt - other.keptAt);
}

/** Moves an answered entry out of the outbox, both sides in one transaction. */
export async function settleEntry(settled: SettledEntry): Promise<void> {
	await disk.write(['kept', 'settled'], 'strict', (stores) => {
		stores('kept').delete(settled.requestKey);
		stores('settled').put(settled, settled.requestKey);
	});
}

/** Forgets what was settled more than 30 days ago. */
export async function dropOldSettled(now: number): Promise<void> {
	const entries: SettledEntry[] = await disk.read('settled', (store) => store.getAll());
	const old = entries.filter((entry) => now - entry.settledAt > keptForMs);
	if (old.length === 0) return;
	await disk.write(['settled'], 'strict', (stores) => {
		for (const entry of old) stores('settled').delete(entry.requestKey);
	});
}

const keptForMs = 30 * 86_400_000;
const disk = diskOf('love-outbox', ['kept', 'settled']);
