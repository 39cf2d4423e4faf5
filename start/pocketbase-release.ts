import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

/** SHA-256 of the release archives of 0.39.11, as the release's own checksums.txt gives them. */
const checksums: Readonly<Record<string, string>> = {
	linux_amd64: '08b9fcda0d5fd42cb315dc15a36dfa121c993855bd635f01d347c31b4328ec34',
	linux_arm64: '8c785618840df7ebba795fdf4eba33a5fed64ac5307ad8023b955b4ebb82048b',
	linux_armv7: 'ba5cde96576716ea8ecf96a11b53a4e0c376f24d93cd48e70aaee54f620ddc5e',
	darwin_amd64: '888892fe5fe64cea4a1441937671e191b32ed8f322fa09d3d7b3ca2fc1d7be29',
	darwin_arm64: '9da6fbe11e82c5b1704e56f7457b24682e01c510206c29b798a458119fa2be20',
};
const timeoutMs = 300_000;

/** The official program of a version. Throws, in half a sentence, what stands in the way. */
export async function downloadRelease(version: string): Promise<Buffer> {
	const platform = platformOf(process.platform, process.arch);
	const file = `pocketbase_${version}_${platform}.zip`;
	const url = `https://github.com/pocketbase/pocketbase/releases/download/v${version}/${file}`;
	const archive = await download(url);
	return programIn(archive, checksums[platform] ?? '');
}

/** The program in a release archive. Throws when the archive is not the one that was published. */
export function programIn(archive: Buffer, checksum: string): Buffer {
	const found = createHash('sha256').update(archive).digest('hex');
	if (found !== checksum) throw new Error(`the downloaded file has a wrong checksum (${found})`);
	return unzip(archive, 'pocketbase');
}

function platformOf(platform: string, arch: string): string {
	const known = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[arch];
	const name = `${platform}_${known}`;
	if (!(name in checksums)) throw new Error(`no official release is known for ${platform} ${arch}`);
	return name;
}

async function download(url: string): Promise<Buffer> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
		if (!response.ok) throw new Error(`it answered ${response.status}`);
		return Buffer.from(await response.arrayBuffer());
	} catch (error) {
		const { message, cause } = error as Error;
		const reason = cause instanceof Error ? cause.message : message;
		throw new Error(`${url} could not be downloaded (${reason})`, { cause: error });
	}
}

// The ZIP format, as far as a release uses it: one central directory, stored or deflated files.
function unzip(archive: Buffer, wanted: string): Buffer {
	const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (end < 0) throw new Error('the downloaded file is no ZIP archive');
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
		const nameLength = archive.readUInt16LE(at + 28);
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		if (name === wanted) return unpack(archive, at);
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	throw new Error(`the downloaded archive holds no ${wanted}`);
}

function unpack(archive: Buffer, entry: number): Buffer {
	const deflated = archive.readUInt16LE(entry + 10) === 8;
	const size = archive.readUInt32LE(entry + 20);
	const header = archive.readUInt32LE(entry + 42);
	const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
	const bytes = archive.subarray(start, start + size);
	return deflated ? inflateRawSync(bytes) : bytes;
}
