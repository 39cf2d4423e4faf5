import type { HeldLine } from './held-line.ts';
import type { Till } from './till.ts';

/** Confirms and halts the page there; gives the heading that was painted last. */
export async function haltAt(till: Till, line: HeldLine, place: Halt): Promise<string> {
	const { held } = line.hold('request', halted);
	await till.page.evaluate((at) => Object.assign(window, { haltAt: at }), place);
	// A page that stands still does not say that it was touched.
	void till.tap(till.words.confirm.redeem).catch(() => undefined);
	const { path } = await held;
	return new URL(path, line.url).searchParams.get('painted') ?? '';
}

/** Keys of what the page's outbox still has. */
export function keptIn({ page }: Till): Promise<readonly unknown[]> {
	return page.evaluate(
		() =>
			new Promise<readonly unknown[]>((resolve) => {
				const request = indexedDB.open('love-outbox', 1);
				request.onupgradeneeded = () => {
					for (const name of ['kept', 'settled']) request.result.createObjectStore(name);
				};
				request.onsuccess = () => {
					const asked = request.result.transaction('kept').objectStore('kept').getAllKeys();
					asked.onsuccess = () => {
						request.result.close();
						resolve(asked.result);
					};
				};
			}),
	);
}

type Halt = 'kept' | 'sent' | 'settled';
const halted = '/api/halted';

/**
 * Runs in the page before its own script. Where `haltAt` says, the page stands still for ever, with
 * a word to the line: before it writes to that store of the outbox, or before it sends.
 */
export function haltOnDemand(): void {
	const own = window as unknown as { haltAt?: string; painted?: string };
	const report = (isWaiting: boolean) => {
		const request = new XMLHttpRequest();
		request.open('GET', `/api/halted?painted=${encodeURIComponent(own.painted ?? '')}`, !isWaiting);
		request.send();
	};
	const put = IDBObjectStore.prototype.put;
	IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
		if (own.haltAt === this.name) report(true);
		return put.apply(this, args);
	};
	const send = window.fetch;
	window.fetch = (input, init) => {
		if (own.haltAt !== 'sent' || !String(input).endsWith('/redemptions')) return send(input, init);
		report(false);
		return new Promise(() => undefined);
	};
	new MutationObserver(() => {
		const text = document.querySelector('h1')?.textContent ?? '';
		requestAnimationFrame(() => (own.painted = text));
	}).observe(document, { subtree: true, childList: true, characterData: true });
}
