import { join } from 'node:path';
import { createServer } from 'vite';
import { projectRoot } from './folders.ts';
import type { Options } from './options.ts';
import { say } from './say.ts';
import { bringUp, type Shop } from './shop.ts';

/** A shop beside which the kiosk is served from its sources and reloads as they change. */
export async function dev(options: Options): Promise<Shop> {
	const shop = await bringUp(options);
	try {
		const vite = await createServer({
			configFile: join(projectRoot, 'kiosk', 'vite.config.ts'),
			server: { host: options.host, proxy: { '/api': shop.address, '/_/': shop.address } },
		});
		await vite.listen();
		say(`\nThe kiosk from its sources: ${vite.resolvedUrls?.local[0] ?? 'see above'}`);
		const stop = async () => {
			await vite.close();
			await shop.stop();
		};
		return { ...shop, stop };
	} catch (error) {
		await shop.stop();
		throw error;
	}
}
