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
	retries: 0,
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
