import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '#printing/journal';
import { lockFolder } from '#printing/lock';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'love-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const job = { key: 'redemption-1-0', job: 'job1', attempt: 1 };
const done = { status: 'done', proof: 'fence', message: '' } as const;
const path = () => join(folder, 'print-journal.jsonl');

describe('the print journal', () => {
	test('remembers over a restart what was begun and not ended', () => {
		const journal = openJournal(folder);
		journal.start(job);
		journal.close();
		const next = openJournal(folder);
		expect(next.unfinished()).toEqual([{ ...job, isReported: false }]);
		next.close();
	});

	test('remembers what was ended and whether the server has heard', () => {
		const journal = openJournal(folder);
		journal.start(job);
		journal.finish(job.key, done);
		journal.close();
		const next = openJournal(folder);
		expect(next.unfinished()).toEqual([]);
		expect(next.unreported()).toEqual([{ ...job, outcome: done, isReported: false }]);
		next.report(job.key);
		next.close();
		const last = openJournal(folder);
		expect(last.unreported()).toEqual([]);
		expect(last.find(job.key)?.outcome).toEqual(done);
		last.close();
	});

	test('forgets what was withdrawn before its first byte', () => {
		const journal = openJournal(folder);
		journal.start(job);
		journal.withdraw(job.key);
		expect(journal.find(job.key)).toBeUndefined();
		journal.close();
	});

	test.each([1, 5, 30])('does without a line of which only %i bytes reached the disk', (count) => {
		const journal = openJournal(folder);
		journal.start(job);
		journal.finish(job.key, done);
		journal.close();
		const whole = readFileSync(path());
		appendFileSync(path(), whole.subarray(0, count));
		const next = openJournal(folder);
		expect(readFileSync(path()).equals(whole)).toBe(true);
		next.start({ ...job, key: 'redemption-2-0' });
		next.close();
		const last = openJournal(folder);
		expect(last.find('redemption-2-0')?.job).toBe('job1');
		expect(last.find(job.key)?.outcome).toEqual(done);
		last.close();
	});

	test('does not guess when a whole line is damaged', () => {
		writeFileSync(path(), '{"phase":"started","key":"redemp\u0000\n');
		expect(() => openJournal(folder)).toThrow(/Line 1 of the print journal/);
	});
});

describe('the lock of a folder', () => {
	const lockPath = () => join(folder, 'print-agent.lock');

	test('is held by one', () => {
		const lock = lockFolder(folder);
		expect(lockFolder(folder)).toBeUndefined();
		lock?.release();
		lockFolder(folder)?.release();
	});

	test('is taken over from a process that is gone', () => {
		writeFileSync(lockPath(), JSON.stringify({ pid: 2 ** 22 - 3, began: '1' }));
		expect(lockFolder(folder)).toBeDefined();
	});

	test('is taken over when its number now belongs to another process', () => {
		writeFileSync(lockPath(), JSON.stringify({ pid: process.pid, began: 'long ago' }));
		expect(lockFolder(folder)).toBeDefined();
	});

	test('is taken over when a power cut left nothing in it', () => {
		writeFileSync(lockPath(), '');
		expect(lockFolder(folder)).toBeDefined();
	});
});
