import { runNode } from './run.ts';

/** Repairs what a machine can: format and the lint rules that know their own cure. */
export async function tidyUp(): Promise<number> {
	const lint = await runNode(['node_modules/oxlint/bin/oxlint', '--fix'], { loud: true });
	const format = await runNode(['node_modules/prettier/bin/prettier.cjs', '--write', '.'], {
		loud: true,
	});
	return lint.code || format.code;
}
