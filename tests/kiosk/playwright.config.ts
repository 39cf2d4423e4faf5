import { defineConfig } from 'playwright/test';

const executablePath = process.env['LOVE_CHROMIUM'] ?? '/usr/bin/chromium';

/** Real browsers before a real shop; every spec file opens one of its own. */
export default defineConfig({
	testDir: '.',
	testMatch: '**/*.spec.ts',
	globalSetup: './make-ready.ts',
	outputDir: '../../test-results/kiosk',
	// Three keep two cores busy; where nobody waits two are calmer.
	workers: process.env['CI'] ? 2 : 3,
	// A foreign machine may stand still in the middle of a scan: there a flow has a second try, and
	// is named as flaky. Here it has none, so that whoever works on it hears of it.
	retries: process.env['CI'] ? 1 : 0,
	forbidOnly: true,
	timeout: 40_000,
	expect: { timeout: 8000 },
	use: {
		trace: 'off',
		screenshot: 'off',
		video: 'off',
		actionTimeout: 8000,
		launchOptions: { executablePath, args: ['--no-sandbox'] },
	},
});
