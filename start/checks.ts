import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, buildHooks } from './build.ts';
import { obtainChromium } from './chromium.ts';
import { projectRoot } from './folders.ts';
import { obtainPocketbase } from './pocketbase.ts';
import { lastLines, runNode, type Outcome } from './run.ts';
import { isTrouble, say } from './say.ts';

/** One thing that is checked; a step without tests of its own counts as one. */
interface Step {
	readonly name: string;
	/** What it checks; when that is missing, the step has failed. */
	readonly needs: readonly string[];
	readonly check: () => Promise<Verdict>;
}

interface Verdict {
	readonly passed: number;
	readonly failed: number;
	/** Shown when something failed and it has not been shown before. */
	readonly output: string;
}

const quick = ['tidy', 'domain', 'printing'];
/** What has a long run before a real screen, by the file it stands in. */
const longOnScreen: Readonly<Record<string, string>> = {
	'bad-line': 'bad-line',
	scans: 'scan/fuzz',
	camera: 'scan/camera-cycles',
	paper: 'kiosk/paper',
	slips: 'slip-ends',
};
const reports = join(projectRoot, 'test-results');

/** Runs everything, prints what failed, and closes with "N passed, N failed". Gives the exit code. */
export function test(): Promise<number> {
	return runSteps([
		...stillSteps,
		{ name: 'build', needs: ['kiosk/routes', 'server/build.ts'], check: () => attempt(buildAll) },
		{ name: 'PocketBase', needs: ['server/pocketbase'], check: () => attempt(obtainPocketbase) },
		{
			name: 'tests',
			needs: ['tests/domain', 'tests/printing', 'tests/server', 'tests/start'],
			check: () => vitest([]),
		},
		{
			name: 'browser flows',
			needs: ['tests/kiosk/playwright.config.ts'],
			check: () => playwright([]),
		},
	]);
}

/** The quick set, for use while working: under a minute. Gives the exit code. */
export function good(): Promise<number> {
	return runSteps([
		...stillSteps,
		{
			name: 'quick tests',
			needs: quick.slice(1).map((name) => `tests/${name}`),
			check: () => vitest(quick),
		},
	]);
}

/**
 * The long runs at their full length: kills, power cuts, races, a bad line, a bad printer, scans.
 * Names choose among them, as `npm run torture -- kills`. Gives the exit code.
 */
export function torture(names: readonly string[]): Promise<number> {
	process.env['LOVE_TORTURE'] = '1';
	const all = names.length === 0;
	const chosen = Object.entries(longOnScreen).filter(([name]) => all || names.includes(name));
	const screens = chosen.map(([, file]) => file);
	const files = globSync('tests/torture/**/*.test.ts', { cwd: projectRoot });
	// What plays on the screen alone has no file there.
	const others = names.filter(
		(name) => !(name in longOnScreen) || files.some((file) => file.includes(name)),
	);
	const server = () => vitest(['torture'], others);
	const onScreen = () => playwright(screens);
	return runSteps([
		{ name: 'build', needs: [], check: () => attempt(buildAll) },
		{ name: 'PocketBase', needs: [], check: () => attempt(obtainPocketbase) },
		...(all || others.length > 0
			? [{ name: 'torture', needs: ['tests/torture'], check: server }]
			: []),
		...(screens.length > 0
			? [{ name: 'on the screen', needs: ['tests/kiosk'], check: onScreen }]
			: []),
	]);
}

const stillSteps: readonly Step[] = [
	step(
		'format',
		[],
		['node_modules/prettier/bin/prettier.cjs', '--check', '--cache', '--log-level=warn', '.'],
	),
	step('lint', [], ['node_modules/oxlint/bin/oxlint', '--deny-warnings']),
	types('domain and receipts', 'tsconfig.json'),
	types('server', 'server/tsconfig.json'),
	types('printing', 'printing/tsconfig.json'),
	types('start and tests', 'tests/tsconfig.json'),
	{ name: 'types of the kiosk', needs: ['kiosk/routes'], check: checkKiosk },
	types('the page kept on the kiosk', 'kiosk/tsconfig.service-worker.json'),
];

function step(name: string, needs: readonly string[], args: readonly string[]): Step {
	return { name, needs, check: async () => verdictOf(await runNode(args)) };
}

function types(room: string, config: string): Step {
	return step(`types of ${room}`, [config], ['node_modules/typescript/bin/tsc', '-p', config]);
}

/** SvelteKit writes the kiosk's base tsconfig; svelte-check needs it to be there. */
async function checkKiosk(): Promise<Verdict> {
	const sync = await runNode(['../node_modules/@sveltejs/kit/svelte-kit.js', 'sync'], {
		cwd: join(projectRoot, 'kiosk'),
	});
	if (sync.code !== 0) return verdictOf(sync);
	return verdictOf(
		await runNode([
			'node_modules/svelte-check/bin/svelte-check',
			'--workspace=kiosk',
			'--tsconfig=tsconfig.json',
			'--fail-on-warnings',
			'--output=human',
		]),
	);
}

async function vitest(
	projects: readonly string[],
	files: readonly string[] = [],
): Promise<Verdict> {
	if (projects.length === 0) await buildHooks();
	const report = join(reports, 'vitest.json');
	const { code } = await runNode(
		[
			'node_modules/vitest/vitest.mjs',
			'run',
			...files,
			...projects.map((name) => `--project=${name}`),
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${report}`,
		],
		{ loud: true },
	);
	const counts = readReport(report, (json) => {
		// When a file could not begin, its tests were never run: they have failed.
		const notRun = code === 0 ? 0 : Number(json['numPendingTests']);
		const failed = Number(json['numFailedTests']) + notRun;
		return { passed: Number(json['numPassedTests']), failed };
	});
	return conclude('vitest', code, counts);
}

async function playwright(files: readonly string[]): Promise<Verdict> {
	const report = join(reports, 'playwright.json');
	const { code } = await runNode(
		[
			'node_modules/playwright/cli.js',
			'test',
			...files,
			'--config=tests/kiosk/playwright.config.ts',
			'--reporter=list,json',
		],
		{
			loud: true,
			env: { LOVE_CHROMIUM: await obtainChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
		},
	);
	const counts = readReport(report, (json) => {
		const stats = json['stats'] as Readonly<Record<string, number>>;
		const passed = (stats['expected'] ?? 0) + (stats['flaky'] ?? 0);
		return { passed, failed: stats['unexpected'] ?? 0 };
	});
	return conclude('Playwright', code, counts);
}

/** A runner that failed without a failed test (it could not even begin) counts as one failure. */
function conclude(
	runner: string,
	code: number,
	counts: { passed: number; failed: number } | undefined,
): Verdict {
	const { passed, failed } = counts ?? { passed: 0, failed: 0 };
	if (code === 0 && passed > 0) return { passed, failed, output: '' };
	if (failed > 0) return { passed, failed, output: '' };
	return {
		passed,
		failed: 1,
		output: `${runner} ended with ${code} after ${passed} passed tests.`,
	};
}

function readReport<Value>(
	path: string,
	read: (json: Readonly<Record<string, unknown>>) => Value,
): Value | undefined {
	if (!existsSync(path)) return undefined;
	return read(JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>);
}

async function attempt(work: () => Promise<unknown>): Promise<Verdict> {
	await work();
	return { passed: 1, failed: 0, output: '' };
}

function verdictOf({ code, output }: Outcome): Verdict {
	return code === 0
		? { passed: 1, failed: 0, output: '' }
		: { passed: 0, failed: 1, output: lastLines(output, 80) };
}

async function runSteps(steps: readonly Step[]): Promise<number> {
	rmSync(reports, { recursive: true, force: true });
	mkdirSync(reports, { recursive: true });
	let passed = 0;
	let failed = 0;
	for (const each of steps) {
		const startedMs = Date.now();
		const verdict = await judge(each);
		passed += verdict.passed;
		failed += verdict.failed;
		const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
		say(`${verdict.failed === 0 ? 'ok    ' : 'FAILED'}  ${each.name} (${seconds} s)`);
		if (verdict.output) say(verdict.output);
	}
	say(`\n${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

async function judge({ needs, check }: Step): Promise<Verdict> {
	const missing = needs.filter((path) => !existsSync(join(projectRoot, path)));
	if (missing.length > 0) {
		return { passed: 0, failed: 1, output: `missing: ${missing.join(', ')}` };
	}
	try {
		return await check();
	} catch (error) {
		const output = isTrouble(error) ? error.message : String((error as Error).stack);
		return { passed: 0, failed: 1, output };
	}
}
