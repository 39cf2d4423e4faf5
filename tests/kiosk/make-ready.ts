import { buildAll } from '#start/build';
import { setup } from '../pocketbase.ts';

/** Playwright calls this once: what the shops serve is built from the sources as they stand. */
export default async function makeReady(): Promise<void> {
	await buildAll();
	await setup();
}
