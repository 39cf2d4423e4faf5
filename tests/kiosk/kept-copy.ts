import type { Page } from 'playwright/test';
import { expect } from './till.ts';

/** Waits until the kiosk has its copy of the village on the disk. */
export async function copied(page: Page, least = 1): Promise<void> {
	await expect.poll(() => householdsKept(page)).toBeGreaterThanOrEqual(least);
}

/** How many households the kiosk remembers; -1 when it has no copy. */
export function householdsKept(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const request = indexedDB.open('love-village', 1);
				request.onupgradeneeded = () => request.result.createObjectStore('village');
				request.onsuccess = () => {
					const asked = request.result.transaction('village').objectStore('village').get('copy');
					asked.onsuccess = () => resolve(asked.result?.households.length ?? -1);
				};
			}),
	);
}
