import type { DeviceRow } from '#domain/office-shop-wire';

/** A pairing code for a device, until the instant at which it ends. */
export interface Offer {
	readonly id: string;
	readonly name: string;
	readonly kind: DeviceRow['kind'];
	readonly code: string;
	readonly expiresAt: number;
}

/** What the server answers when it makes a code. */
export type OfferAnswer = Pick<Offer, 'id' | 'code' | 'expiresAt'>;
