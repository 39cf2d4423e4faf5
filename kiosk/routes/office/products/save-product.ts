import type { OfficeProduct } from '#domain/product-wire';
import { askOffice, type OfficeAnswer } from '#kiosk/lib/office.ts';

/** What a photo becomes: stays as it is, goes, or is replaced by this one. */
export type PhotoChange = 'same' | 'none' | Blob;

/**
 * Sends a product's fields, and then its photo. Sent again with the same key it is done once. When
 * only the photo fails, the fields are saved already: `savedId` says so.
 */
export async function saveProduct(
	opened: OfficeProduct | undefined,
	body: object,
	photo: PhotoChange,
): Promise<{ readonly answer: OfficeAnswer<unknown>; readonly savedId: string }> {
	const path = `/api/office/products${opened ? `/${opened.id}` : ''}`;
	const saved = await askOffice<{ id: string }>(path, {
		body: opened ? { ...body, version: opened.version } : body,
	});
	if (!saved.ok) return { answer: saved, savedId: '' };
	const { id } = saved.value;
	if (photo === 'same') return { answer: saved, savedId: id };
	return { answer: await sendPhoto(id, photo), savedId: id };
}

function sendPhoto(id: string, photo: 'none' | Blob): Promise<OfficeAnswer<unknown>> {
	const path = `/api/office/products/${id}/photo`;
	if (photo === 'none') return askOffice(`${path}/remove`, { body: {} });
	const form = new FormData();
	form.set('photo', photo, 'photo.jpg');
	return askOffice(path, { body: form });
}
