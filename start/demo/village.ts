import { readHouseholdCode } from '#domain/household';
import type { PassbookCard } from '#domain/office-wire';
import { clientWith, type Client } from './client.ts';
import { households, type CastHousehold, type CastVillage } from './cast.ts';
import type { Stage } from './fill.ts';
import { makeHouseholds, type RegisterRow } from './households.ts';
import type { Chance } from './random.ts';

/** A household's card: what the office prints on the passbook. */
export interface Card {
	readonly household: string;
	readonly code: string;
	readonly number: string;
}

/** A village of the demo after its households have moved in. */
export interface FilledVillage {
	readonly village: CastVillage;
	readonly director: Client;
	/** By group and number, as "2-17". */
	readonly cards: ReadonlyMap<string, Card>;
	readonly cast: readonly CastHousehold[];
	readonly kiosk: PairedDevice;
	readonly agent: PairedDevice;
}

/** A device that has been paired, and a client that speaks as it. */
export interface PairedDevice {
	readonly id: string;
	readonly token: string;
	readonly client: Client;
}

const counts: Readonly<Record<string, number>> = { 青松村: 120, 白鹭村: 40, 石桥村: 30 };

/** Imports a village's register, opens all passbooks and pairs a kiosk. */
export async function fillVillage(
	stage: Stage,
	director: Client,
	chance: Chance,
	village: CastVillage,
): Promise<FilledVillage> {
	const cast: CastHousehold[] = Object.values<CastHousehold>(households).filter(
		(household) => household.place.village === village.number,
	);
	const taken = new Set(cast.map(({ place }) => `${place.group}-${place.household}`));
	const made = makeHouseholds(chance, {
		groups: village.groups,
		count: counts[village.name] ?? 20,
		year: Number(stage.today.slice(0, 4)),
		taken,
	});
	await importRegister(director, [...cast.map(rowOfCast), ...made]);
	const { opened } = (await director.post('/api/office/passbooks/open', {
		requestKey: `demo-passbooks-${village.number}-open`,
		households: 'all_without',
	})) as { opened: { household: string }[] };
	const ids = opened.map(({ household }) => household);
	const cards = await readCards(director, ids);
	for (const { place, passbook } of cast) {
		const key = `${place.group}-${place.household}`;
		const card = cards.get(key);
		if (passbook !== 'replaced' || !card) continue;
		await director.post('/api/office/passbooks/replace', {
			requestKey: `demo-passbook-${village.number}-${key}-new`,
			household: card.household,
			reason: '存折遗失',
		});
	}
	const replaced = await readCards(director, ids);
	const kiosk = await pair(stage.server, director, { name: '1 号一体机', kind: 'kiosk' });
	const agent = await pair(stage.server, director, { name: '小票打印', kind: 'print_agent' });
	return { village, director, cards: replaced, cast, kiosk, agent };
}

async function importRegister(director: Client, rows: readonly RegisterRow[]): Promise<void> {
	await director.post('/api/office/imports/households', {
		requestKey: `demo-register-${rows.length}-households`,
		commit: true,
		rows: rows.map((row, index) => ({ ...row, row: index + 2 })),
	});
}

async function readCards(director: Client, households: string[]): Promise<Map<string, Card>> {
	const { cards } = (await director.post('/api/office/passbooks/cards', { households })) as {
		cards: readonly PassbookCard[];
	};
	return new Map(
		cards.map((card) => {
			const place = readHouseholdCode(card.householdCode);
			if (!place) throw new Error(`${card.householdCode} is no household code`);
			const number = card.number.replace(' ', '');
			return [`${place.group}-${place.household}`, { ...card, number }];
		}),
	);
}

async function pair(
	server: string,
	director: Client,
	device: { name: string; kind: 'kiosk' | 'print_agent' },
): Promise<PairedDevice> {
	const { id, code } = (await director.post('/api/office/devices', device)) as {
		id: string;
		code: string;
	};
	const { token } = (await clientWith(server).post('/api/devices/pair', { code })) as {
		token: string;
	};
	return { id, token, client: clientWith(server, token) };
}

function rowOfCast(household: CastHousehold): RegisterRow {
	const { place, villagers, residence } = household;
	return {
		group: place.group,
		number: place.household,
		head: villagers[0]?.name ?? '',
		members: villagers,
		residence,
	};
}
