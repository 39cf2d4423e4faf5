import { defineConfig } from 'vitest/config';

/** A pure room needs no isolation, and most of a test's time is its start. */
const pure = { pool: 'threads', isolate: false } as const;

export default defineConfig({
	test: {
		projects: [
			{
				test: { name: 'tidy', include: ['tests/tidy.test.ts', 'tests/tidy/**/*.test.ts'], ...pure },
			},
			{ test: { name: 'domain', include: ['tests/domain/**/*.test.ts'], ...pure } },
			{ test: { name: 'kiosk', include: ['tests/kiosk/**/*.test.ts'], ...pure } },
			{ test: { name: 'printing', include: ['tests/printing/**/*.test.ts'], testTimeout: 20_000 } },
			{ test: { name: 'start', include: ['tests/start/**/*.test.ts'], testTimeout: 120_000 } },
			{
				test: {
					name: 'server',
					globalSetup: ['tests/pocketbase.ts'],
					include: ['tests/server/**/*.test.ts'],
					pool: 'forks',
					testTimeout: 30_000,
					hookTimeout: 60_000,
				},
			},
			{
				test: {
					name: 'torture',
					globalSetup: ['tests/pocketbase.ts'],
					include: ['tests/torture/**/*.test.ts'],
					pool: 'forks',
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
