import { build, transform } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';

/**
 * PocketBase's files: *.pb.js, which only wire, and app.js with all logic, because a handler is cut
 * out of its file and run elsewhere. The stage has one more, for tests and the demo.
 */
async function buildHooks(folder: string, wiring: readonly string[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	await build({
		entryPoints: ['server/app.ts'],
		outfile: `${folder}/app.js`,
		bundle: true,
		format: 'cjs',
		platform: 'neutral',
		target: 'es2022',
		charset: 'utf8',
		logLevel: 'warning',
	});
	for (const name of wiring) {
		const source = await readFile(`server/${name}.ts`, 'utf8');
		const { code } = await transform(source, { loader: 'ts', target: 'es2022', charset: 'utf8' });
		await writeFile(`${folder}/${name}.js`, code);
	}
}

const wiring = ['main.pb', 'goods.pb', 'doors.pb'];
await buildHooks('dist/pb_hooks', wiring);
await buildHooks('dist/stage', [...wiring, 'stage.pb']);
