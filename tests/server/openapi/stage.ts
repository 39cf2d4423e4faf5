import { randomUUID } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import type { PrintJob, RedemptionFacts } from '#domain/wire';
import { startPocketbase, type TestServer } from '../../pocketbase.ts';
import { enterLines } from '../deeds.ts';
import { basin } from '../goods.ts';
import { openOffice, send, type Office } from '../office.ts';
import { ask, redeem } from '../shop.ts';

/** Where the examples are played: the small shop, and a server that waits for its town. */
export interface Stage {
	readonly office: Office;
	readonly empty: TestServer;
}

/** A call of a route that does what the route is for. */
export interface Example {
	/** The small shop's unless another one is named. */
	readonly server?: TestServer;
	readonly token?: string;
	readonly params?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: object;
	readonly form?: FormData;
}

/** Opens the small shop with points and soap enough for every example, and the server beside it. */
export async function openStage(): Promise<Stage> {
	const [office, empty] = await Promise.all([openOffice(), startPocketbase()]);
	await enterLines(office.shop, '王建国', [{ text: '修好了村口的桥', points: 900 }]);
	const lines = [{ product: office.shop.products.get('香皂'), quantity: 900 }];
	good(await send(office, 'storekeeper', '/api/office/stock/opening', { lines }));
	return { office, empty };
}

let numbers = 0;

/** Another number every time. */
export function nextNumber(): number {
	numbers += 1;
	return numbers;
}

/** A piece of soap, redeemed a moment ago. */
export async function redeemed({ shop }: Office): Promise<RedemptionFacts> {
	return good(await redeem(shop, '王建国', { 香皂: 1 }));
}

/** A print job that the agent has claimed. */
export async function taken(office: Office): Promise<PrintJob> {
	await redeemed(office);
	const token = office.shop.agent;
	return good(await ask<PrintJob>(office.shop, '/api/agent/jobs/take', { token, method: 'POST' }));
}

/** A device that waits to be paired. */
export async function device(office: Office): Promise<{ id: string; code: string }> {
	const form = { name: `设备 ${nextNumber()}`, kind: 'kiosk' };
	return good(await send(office, 'director', '/api/office/devices', form));
}

/** What is written down of a household that nobody knows yet. */
export function newHousehold() {
	return {
		requestKey: randomUUID(),
		group: 4,
		head: `孙立新${nextNumber()}`,
		members: [{ name: '孙小雨', relation: 'child', birthYear: 2015 }],
		residence: 'living_here',
	};
}

/** A household that was enrolled a moment ago. */
export async function household(office: Office): Promise<{ id: string; version: number }> {
	const { id } = good<{ id: string }>(
		await send(office, 'recorder', '/api/office/households', newHousehold()),
	);
	return { id, version: 1 };
}

/** The id of a household that was given a passbook a moment ago. */
export async function withPassbook(office: Office): Promise<string> {
	const { id } = await household(office);
	good(await send(office, 'recorder', '/api/office/passbooks/open', { households: [id] }));
	return id;
}

/** What is written down of a member of staff. */
export function account(name: string) {
	return { name, username: `person-${nextNumber()}`, password: 'a long password' };
}

/** A verifier whose account was opened a moment ago. */
export async function newcomer(office: Office) {
	const person = account('新人');
	good(await send(office, 'director', '/api/office/staff', { ...person, roles: ['verifier'] }));
	return person;
}

/** What is written down of a product that nobody knows yet. */
export function newProduct() {
	return { requestKey: randomUUID(), ...basin, name: `${basin.name} ${nextNumber()}` };
}

/** The id of a product that was added a moment ago. */
export async function product(office: Office): Promise<string> {
	const added = await send<{ id: string }>(
		office,
		'storekeeper',
		'/api/office/products',
		newProduct(),
	);
	return good(added).id;
}

/** A form with a small photo. */
export function photo(): FormData {
	const canvas = createCanvas(12, 8);
	const form = new FormData();
	form.set('photo', new Blob([new Uint8Array(canvas.toBuffer('image/png'))]), 'photo.png');
	return form;
}

function good<Body>({ status, text, body }: { status: number; text: string; body: Body }): Body {
	if (status !== 200) throw new Error(`The stage could not be set: ${status} ${text}`);
	return body;
}
