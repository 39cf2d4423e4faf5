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

/** The status of an error that PocketBase itself means for the client; nothing for every other. */
export function platformStatus(error: unknown): unknown {
	// goja: an error of PocketBase arrives wrapped, with the error itself as its value.
	return (Object(error) as { value?: { status?: unknown } }).value?.status;
}
