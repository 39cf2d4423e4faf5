import { defineConfig } from 'playwright/test';

/** Runs the scanner's browser tests alone; they start a Chromium and a page of their own. */
export default defineConfig({
	testDir: '.',
	testMatch: '*.spec.ts',
	outputDir: '../../../test-results/scan',
	workers: 1,
	timeout: 20_000,
});
