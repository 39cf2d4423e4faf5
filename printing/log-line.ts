import { writeSync } from 'node:fs';

/**
 * Writes a line to the program's log. One that a full disk does not take is lost: process.stdout
 * would end the program for it, and with it the slips that wait for room.
 */
export function logLine(line: string): void {
	try {
		writeSync(1, `${line}\n`);
	} catch {
		// The screens say what is wrong; the next line may find room again.
	}
}
