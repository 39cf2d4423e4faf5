import { setup } from '../pocketbase.ts';
import { writeSection } from './report.ts';
import type { Section } from './section.ts';

/** What can be measured, by the name that `npm run bench -- NAME` takes; without one, all of it. */
const parts: Readonly<Record<string, () => Promise<Section>>> = {
	redemption: async () => (await import('./redemption.ts')).benchRedemption(),
	kiosk: async () => (await import('./kiosk.ts')).benchKiosk(),
	scanning: async () => (await import('./scanning.ts')).benchScanning(),
	receipt: async () => (await import('./receipt.ts')).benchReceipt(),
	start: async () => (await import('./start.ts')).benchStart(),
	'worn-cards': async () => (await import('./worn-cards.ts')).benchWornCards(),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in parts));
if (unknown.length > 0) {
	console.error(`${unknown.join(', ')}: none of ${Object.keys(parts).join(', ')}.`);
	process.exit(1);
}
await setup();
for (const [name, measure] of Object.entries(parts)) {
	if (names.length === 0 || names.includes(name)) writeSection(await measure());
}
