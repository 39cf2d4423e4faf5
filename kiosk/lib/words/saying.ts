import type { RefusalCode, RefusalDetails } from '../refusal.ts';

/** What happened, and what to do next. */
export interface Saying {
	readonly what: string;
	readonly next: string;
}

/** A sentence for every refusal. */
export type RefusalSayings = Readonly<Record<RefusalCode, (details: RefusalDetails) => Saying>>;
