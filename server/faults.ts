/** Trouble of the server's own disk: no defect, and mended by a person beside it. */
export interface StorageFault {
	readonly code: 'storage_full' | 'storage_failed';
	readonly message: string;
}

// SQLite's own sentences, and the system's for files that are no database.
const full = /database or disk is full|no space left on device|disk quota exceeded/;
const failed =
	/disk I\/O error|readonly database|unable to open database file|input\/output error|read-only file system/;

/** Whether an error is the disk's, and which; nothing for every other. */
export function storageFaultOf(error: unknown): StorageFault | undefined {
	const text = String(error);
	if (full.test(text)) {
		return { code: 'storage_full', message: 'The disk of the server is full: make room on it.' };
	}
	if (!failed.test(text)) return undefined;
	return { code: 'storage_failed', message: 'The disk of the server cannot be written.' };
}
