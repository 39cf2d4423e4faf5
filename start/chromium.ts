import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { installByApt } from './apt.ts';
import { lastLines, runNode, runProgram } from './run.ts';
import { during, trouble } from './say.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium for the browser flows: the one that LOVE_CHROMIUM names, the machine's, Playwright's
 * own; else it is installed, by apt for root and by Playwright otherwise. Trouble when none can be.
 */
export async function obtainChromium(): Promise<string> {
	const found = findChromium();
	if (found) {
		if (!(await hasChineseLetters())) await installBrowser();
		return found;
	}
	const reasons = [await installBrowser(), await installByPlaywright()];
	const installed = findChromium();
	if (installed) return installed;
	throw trouble(
		"There is no Chromium for the browser tests, and none could be installed. Install Debian's " +
			`package "chromium", or name one in LOVE_CHROMIUM.\n${reasons.join('\n')}`,
	);
}

function findChromium(): string | undefined {
	const named = process.env['LOVE_CHROMIUM'];
	if (named) return named;
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const places = names.flatMap((name) => ['/usr/bin', ...folders].map((at) => join(at, name)));
	return [...places, chromium.executablePath()].find((path) => existsSync(path));
}

/** Without them every Chinese character is an empty box, and no screen has its true width. */
async function hasChineseLetters(): Promise<boolean> {
	const { code, output } = await runProgram('fc-list', [':lang=zh-cn', 'family']);
	return code !== 0 || output.trim() !== '';
}

/** Debian's package, with letters for Chinese. */
function installBrowser(): Promise<string> {
	return installByApt('Chromium', ['chromium', 'fonts-noto-cjk']);
}

async function installByPlaywright(): Promise<string> {
	if (findChromium()) return '';
	const args = ['node_modules/playwright/cli.js', 'install', 'chromium'];
	const { output } = await during("Installing Playwright's Chromium", runNode(args));
	return lastLines(output, 5);
}
