import { randomUUID } from 'node:crypto';
import { dayAt } from '#domain/day';
import type { OfficeMe, SettingsHistory, StaffMember } from '#domain/office-wire';
import { staff } from '../../village.ts';
import { look, send } from '../office.ts';
import { scan } from '../shop.ts';
import { signInToken } from '../staff-tokens.ts';
import {
	account,
	household,
	newcomer,
	newHousehold,
	nextNumber,
	withPassbook,
	type Example,
	type Stage,
} from './stage.ts';

/** A valid example of every route about people, by the route's name. */
export const officeExamples = {
	setUpState: ({ empty }) => ({ server: empty }),
	setUp: ({ empty }) => ({
		server: empty,
		body: {
			code: 'set-up code',
			town: { name: '柏树镇', letter: '柏' },
			village: { name: '青松村', number: 3, groups: 6 },
			townOffice: account('镇办'),
			director: account('主任'),
		},
	}),
	addVillage: ({ office }) => {
		const number = 10 + nextNumber();
		return {
			token: office.townOffice,
			body: {
				newVillage: { name: `新村 ${number}`, number, groups: 2, fenPerPoint: 100 },
				director: account('新主任'),
			},
		};
	},

	signIn: () => ({
		body: { identity: staff.storekeeper.username, password: staff.storekeeper.password },
	}),
	officeMe: ({ office }) => ({ token: office.director }),
	changePassword: async ({ office }) => {
		const person = await newcomer(office);
		return {
			token: await signInToken(office.shop, person),
			body: { old: person.password, new: 'a longer password' },
		};
	},

	householdList: ({ office }) => ({
		token: office.recorder,
		query: { search: '王', group: '1', show: 'present', sort: 'total', page: '1' },
	}),
	enrolHousehold: ({ office }) => ({ token: office.recorder, body: newHousehold() }),
	householdPage: ({ office }) => ({
		token: office.recorder,
		params: { id: office.shop.cards.get('王建国')?.household ?? '' },
	}),
	editHousehold: async ({ office }) => {
		const { id, version } = await household(office);
		const { requestKey, head, members } = newHousehold();
		return {
			token: office.recorder,
			params: { id },
			body: { requestKey, version, head, residence: 'returned', members },
		};
	},
	moveOutHousehold: async ({ office }) => {
		const { id, version } = await household(office);
		return {
			token: office.recorder,
			params: { id },
			body: { requestKey: randomUUID(), version, reason: '搬到县城' },
		};
	},
	returnHousehold: async ({ office }) => {
		const { id, version } = await household(office);
		await send(office, 'recorder', `/api/office/households/${id}/move-out`, { version });
		return {
			token: office.recorder,
			params: { id },
			body: { requestKey: randomUUID(), version: version + 1 },
		};
	},
	importHouseholds: ({ office }) => {
		const { requestKey, head, members, residence } = newHousehold();
		const row = { row: 2, group: 3, head, members, residence, total: 120 };
		return { token: office.recorder, body: { requestKey, commit: true, rows: [row] } };
	},
	importEntries: async ({ office }) => {
		const { code } = await scan(office.shop, '王建国');
		const line = {
			row: 2,
			household: code,
			day: dayAt(Date.now()),
			text: '打扫公共场地',
			points: 3,
		};
		return { token: office.director, body: { requestKey: randomUUID(), rows: [line] } };
	},

	passbookList: ({ office }) => ({ token: office.recorder }),
	openPassbooks: async ({ office }) => ({
		token: office.recorder,
		body: { requestKey: randomUUID(), households: [(await household(office)).id] },
	}),
	replacePassbook: async ({ office }) => ({
		token: office.recorder,
		body: { requestKey: randomUUID(), household: await withPassbook(office), reason: '遗失' },
	}),
	passbookCards: async ({ office }) => ({
		token: office.recorder,
		body: { households: [await withPassbook(office)] },
	}),

	settingsHistory: ({ office }) => ({ token: office.recorder }),
	setSettings: async ({ office }) => ({
		token: office.director,
		body: {
			requestKey: randomUUID(),
			version: (await look<SettingsHistory>(office, 'director', '/api/office/settings')).body
				.version,
			fromDay: '2099-01-01',
			fenPerPoint: 200,
			receiptHead: '青松村爱心超市',
			openingDays: [1, 3, 5],
			helperName: '吴春梅',
			helperPhone: '13900000000',
		},
	}),
	addGroup: ({ office }) => ({
		token: office.director,
		body: { number: 10 + nextNumber(), name: '河湾组' },
	}),
	renameGroup: async ({ office }) => {
		const me = await look<OfficeMe>(office, 'director', '/api/office/me');
		return {
			token: office.director,
			params: { id: me.body.groups[0]?.id ?? '' },
			body: { name: '上坝组' },
		};
	},
	staffList: ({ office }) => ({ token: office.director }),
	addStaff: ({ office }) => ({
		token: office.director,
		body: { ...account('新人'), roles: ['recorder'] },
	}),
	editStaff: async ({ office }) => {
		const { username } = await newcomer(office);
		const path = '/api/office/staff';
		const { body } = await look<{ staff: StaffMember[] }>(office, 'director', path);
		return {
			token: office.director,
			params: { id: body.staff.find((each) => each.username === username)?.id ?? '' },
			body: { name: '改名', roles: ['verifier'], active: true, password: 'another password' },
		};
	},
} satisfies Record<string, (stage: Stage) => Example | Promise<Example>>;
