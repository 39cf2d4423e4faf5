import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { addDays, dayAt, startOfDay, type Day } from '#domain/day';
import type { DemoOptions, DemoTable } from '../demo.ts';
import { households, qingsong, town, villages, type CastVillage } from './cast.ts';
import { signIn, type Client } from './client.ts';
import { fillGoods } from './goods.ts';
import { chanceFrom } from './random.ts';
import { staff } from './staff.ts';
import { fillVillage } from './village.ts';
import { playYear } from './year.ts';

/** What the parts of the demo share. */
export interface Stage {
	readonly server: string;
	/** Sets the server's clock to an hour of a day of Shanghai; nothing lets it run again. */
	readonly setClock: (day?: Day, hour?: number) => Promise<void>;
	readonly say: (line: string) => void;
	/** The real day of today. */
	readonly today: Day;
	/** The first day of the cycle, and the last one on which something happens: yesterday. */
	readonly firstDay: Day;
	readonly lastDay: Day;
}

const seed = 20_260_101;

/**
 * Makes the demo town: set up, enrolled, stocked and lived through for a year, every step through
 * the routes that a village uses. Only the clock is the stage's.
 */
export async function fillDemo(options: DemoOptions): Promise<DemoTable> {
	const { server, data, superuser, say } = options;
	const root = await signIn(server, '_superusers', superuser.email, superuser.password);
	const today = options.today ?? dayAt(Date.now());
	const firstDay = `${today.slice(0, 4)}-01-01` as Day;
	const stage: Stage = {
		server,
		say,
		today,
		firstDay,
		lastDay: today > firstDay ? addDays(today, -1) : firstDay,
		setClock: async (day, hour = 9) => {
			const at = day ? startOfDay(day) + hour * 3_600_000 : 0;
			await root.post('/api/stage/clock', { at });
		},
	};
	await stage.setClock(firstDay);
	const director = await setUpTown(server, root);
	const chance = chanceFrom(seed);

	say('  households and passbooks ...');
	const places = [];
	for (const village of villages) {
		const client = village === qingsong ? director : await directorOf(server, village);
		places.push(await fillVillage(stage, client, chance, village));
	}
	say('  goods and opening stock ...');
	for (const place of places) await fillGoods(stage, chance, place);
	say('  a year of good deeds and redemptions ...');
	for (const place of places) await playYear(stage, chance, place);
	await stage.setClock();
	// Whoever opens the shop first is the kiosk that lived through the year.
	for (const { director, kiosk } of places) {
		await director.post(`/api/office/devices/${kiosk.id}/code`, {});
	}

	const acting = places.find((place) => place.village === qingsong);
	if (!acting) throw new Error('The acting village is missing');
	writeKey(data, 'agent.token', acting.agent.token);
	const shown = ['zhang', 'wang', 'gong'] as const;
	return {
		signIns: [staff.director, staff.storekeeper, staff.townOffice].map((each) => ({
			name: each.name,
			username: each.username,
			password: each.password,
			role: each.post,
		})),
		passbooks: shown.map((name) => {
			const { place, villagers, reaches } = households[name];
			const card = acting.cards.get(`${place.group}-${place.household}`);
			if (!card) throw new Error(`${name} has no passbook`);
			return {
				code: card.code,
				number: card.number,
				household: villagers[0]?.name ?? '',
				spendable: reaches.spendable,
			};
		}),
	};
}

async function setUpTown(server: string, root: Client): Promise<Client> {
	const first = villages[0];
	if (!first) throw new Error('The town has no village');
	await root.post('/api/office/set-up', {
		town: { name: town.name, letter: town.letter },
		village: villageBody(first),
		townOffice: staff.townOffice,
		director: directorBody(first),
	});
	const townOffice = await signInAs(server, staff.townOffice);
	for (const village of villages.slice(1)) {
		await townOffice.post('/api/office/villages', {
			newVillage: villageBody(village),
			director: directorBody(village),
		});
	}
	const director = await signInAs(server, staff.director);
	for (const person of [staff.recorder, staff.verifier, staff.storekeeper]) {
		await director.post('/api/office/staff', person);
	}
	return director;
}

function villageBody(village: CastVillage) {
	return {
		name: village.name,
		number: village.number,
		groups: village.groups,
		fenPerPoint: 100,
		receiptHead: `${village.name}爱心超市`,
		helperName: village === qingsong ? staff.storekeeper.name : '值班员',
		helperPhone: '',
	};
}

// The acting village has its director in the cast; the others get one of their own.
function directorBody(village: CastVillage) {
	if (village === qingsong) return staff.director;
	return {
		name: `${village.name}支书`,
		username: usernameOf(village),
		password: staff.director.password,
	};
}

function usernameOf(village: CastVillage): string {
	return `director-${village.english.toLowerCase()}`;
}

function directorOf(server: string, village: CastVillage): Promise<Client> {
	return signIn(server, 'staff', usernameOf(village), staff.director.password);
}

function signInAs(server: string, person: { username: string; password: string }): Promise<Client> {
	return signIn(server, 'staff', person.username, person.password);
}

function writeKey(data: string, name: string, content: string): void {
	mkdirSync(join(data, 'keys'), { recursive: true });
	writeFileSync(join(data, 'keys', name), content, { mode: 0o600 });
}
