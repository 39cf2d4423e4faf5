import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#start/folders';

const inMemory: Readonly<Record<number, string>> = { 0x01021994: 'tmpfs', 0x858458f6: 'ramfs' };
const onDisk: Readonly<Record<number, string>> = {
	0xef53: 'ext4',
	0x58465342: 'xfs',
	0x9123683e: 'btrfs',
	0x794c7630: 'overlay',
};

/**
 * A folder on a real disk, and says which: in one that lies in memory a sync does nothing. Throws
 * when there is none.
 */
export function realDisk(): string {
	const places = [tmpdir(), '/var/tmp', join(projectRoot, 'dist')];
	const place = places.find((path) => mayWrite(path) && !(kindOf(path) in inMemory));
	if (!place) throw new Error(`None of ${places.join(', ')} lies on a real disk`);
	const kind = kindOf(place);
	console.log(`The data lies below ${place} (${onDisk[kind] ?? `0x${kind.toString(16)}`})`);
	return place;
}

function kindOf(path: string): number {
	return statfsSync(path).type >>> 0;
}

function mayWrite(path: string): boolean {
	try {
		accessSync(path, constants.W_OK);
		return true;
	} catch {
		// Not there, or not ours: the next place will do.
		return false;
	}
}
