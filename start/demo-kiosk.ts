import type { DemoTable } from './demo.ts';
import { signIn } from './demo/client.ts';

/**
 * A pairing code for a kiosk of the demo, so that a browser that opens the shop for the first time
 * has no more to do than to open it. When the demo's own kiosk has been paired, the next one is made;
 * codes last ten minutes, as every pairing code does. Empty when the demo's director cannot sign in.
 */
export async function demoKioskCode(address: string, demo: DemoTable): Promise<string> {
	const [director] = demo.signIns;
	if (!director) throw new Error('The demo has nobody who could pair a kiosk');
	const office = await signIn(address, 'staff', director.username, director.password).catch(
		// Who has a password of his own by now makes the code in the back office.
		() => undefined,
	);
	if (!office) return '';
	const filter = encodeURIComponent('status = "pairing" && kind = "kiosk"');
	const { items } = (await office.get(
		`/api/collections/devices/records?filter=${filter}&perPage=1`,
	)) as { items: readonly { readonly id: string }[] };
	const known = (await office.get('/api/collections/devices/records?perPage=500')) as {
		items: readonly { readonly name: string }[];
	};
	const [spare] = items;
	const { code } = (await (spare
		? office.post(`/api/office/devices/${spare.id}/code`, {})
		: office.post('/api/office/devices', {
				name: freeName(known.items.map(({ name }) => name)),
				kind: 'kiosk',
			}))) as {
		code: string;
	};
	return code;
}

function freeName(taken: readonly string[]): string {
	for (let number = 2; ; number += 1) {
		const name = `${number} 号一体机`;
		if (!taken.includes(name)) return name;
	}
}
