import { examinePhoto, photoMostBytes } from '#domain/photo';
import { ok, refuse, type Result } from '#domain/result';
import { readId } from './fields.ts';
import { findProduct } from './product-rows.ts';
import type { Answer, Refusal } from './replies.ts';
import { executeOne } from './sql.ts';
import { noteAct } from './staff-acts.ts';
import { inTx } from './tx.ts';
import { requireVillageStaff, type Staff } from './who.ts';

/**
 * POST /api/office/products/{id}/photo, a form with one file `photo`: jpeg, png or webp of at most
 * 1 MB. Refuses `photo_unreadable`, `photo_too_large` and, when a camera's place and time may still
 * be in it, `photo_not_clean`.
 */
export function setProductPhoto(e: core.RequestEvent): Answer {
	// Read first, whoever asks: of a body left lying the asker hears a broken line and no answer.
	const given = readPhoto(e);
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	if (!given.ok) return given;
	const id = readId(e.request?.pathValue('id')) ?? '';
	const { bytes, kind } = given.value;
	const name = `${$security.randomStringWithAlphabet(16, 'abcdefghijkmnpqrstuvwxyz23456789')}.${kind}`;
	return changePhoto(staff.value, id, { name, bytes });
}

/** POST /api/office/products/{id}/photo/remove: the drawing is shown again. */
export function removeProductPhoto(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, ['storekeeper']);
	if (!staff.ok) return staff;
	const id = readId(e.request?.pathValue('id')) ?? '';
	return changePhoto(staff.value, id, { name: '', bytes: [] });
}

type Bytes = ReturnType<typeof toBytes>;

function readPhoto(e: core.RequestEvent): Result<{ bytes: Bytes; kind: string }, Refusal> {
	let bytes: Bytes;
	try {
		const [file] = e.findUploadedFiles('photo');
		if (!file) return refuse({ code: 'photo_unreadable' });
		if (file.size > photoMostBytes) return refuse({ code: 'photo_too_large' });
		const reader = file.reader?.open();
		try {
			bytes = toBytes(reader, photoMostBytes);
		} finally {
			reader?.close();
		}
	} catch {
		return refuse({ code: 'photo_unreadable' });
	}
	const kind = examinePhoto(bytes);
	if (kind === 'unknown_kind') return refuse({ code: 'photo_unreadable' });
	return kind === 'not_clean' ? refuse({ code: 'photo_not_clean' }) : ok({ bytes, kind });
}

// The new file lies there before any record names it, and the old one goes when none does.
function changePhoto(staff: Staff, id: string, photo: { name: string; bytes: Bytes }): Answer {
	const before = findProduct($app, staff.village, id);
	if (!before) return refuse({ code: 'record_unknown' });
	const folder = `${$app.findCollectionByNameOrId('products').baseFilesPath()}/${id}`;
	const files = $app.newFilesystem();
	try {
		if (photo.name) {
			files.uploadFile(
				$filesystem.fileFromBytes(photo.bytes, photo.name),
				`${folder}/${photo.name}`,
			);
		}
		const outcome = inTx<unknown>((tx) => {
			executeOne(
				tx,
				`UPDATE products SET photo = {:photo}, version = version + 1
				WHERE id = {:id} AND village = {:village}`,
				{ photo: photo.name, id, village: staff.village },
			);
			const act = photo.name ? 'product_photo_set' : 'product_photo_removed';
			noteAct(tx, { ...staff, act, subject: id });
			return ok({ photo: photo.name ? `/api/files/products/${id}/${photo.name}` : '' });
		});
		if (before.photo) files.deletePrefix(`${folder}/${before.photo}`);
		return outcome;
	} finally {
		files.close();
	}
}
