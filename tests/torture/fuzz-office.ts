import type { Chance } from '#start/demo/random';
import { dayIn, fresh, person, photo, requestKey, type Question } from './fuzz-words.ts';
import type { World } from './fuzz-world.ts';

/** For every route of the office a question that it understands. */
export function officeQuestions(
	world: World,
	chance: Chance,
): Readonly<Record<string, () => Question>> {
	const pick = (table: string, where?: string) => world.pick(chance, table, where);
	const household = () => pick('households', "standing = 'good'");
	const withVersion = (table: string, id: string) => ({
		requestKey: requestKey(chance),
		version: world.version(table, id),
	});
	const ofHousehold = (change: object, where = "standing = 'good'"): Question => {
		const id = pick('households', where);
		return { asker: 'recorder', id, body: { ...withVersion('households', id), ...change } };
	};
	const ofProduct = (change: object): Question => {
		const id = pick('products');
		return { asker: 'storekeeper', id, body: { ...withVersion('products', id), ...change } };
	};
	const goods = () => ({
		name: fresh('盆'),
		english: 'Basin',
		unit: '个',
		unitEnglish: 'piece',
		section: 'household',
		picture: 'wash-basin',
		barcode: '',
		position: 7,
	});
	const member = { name: '周小宝', relation: 'child', birthYear: 2015 };
	const lately =
		'id NOT IN (SELECT redemption FROM reversals) AND day = (SELECT MAX(day) FROM redemptions)';
	return {
		deviceList: () => ({ asker: 'storekeeper' }),
		officePrinter: () => ({ asker: 'storekeeper' }),
		addDevice: () => ({
			asker: 'director',
			body: { name: 'spare', kind: chance.pick(['kiosk', 'print_agent']) },
		}),
		renewDeviceCode: () => ({ asker: 'director', id: pick('devices'), body: {} }),
		revokeDevice: () => ({ asker: 'director', id: pick('devices'), body: {} }),
		addVillage: () => ({
			asker: 'townOffice',
			body: {
				newVillage: { name: fresh('村'), number: chance.whole(1, 99), groups: 2, fenPerPoint: 100 },
				director: person([]),
			},
		}),
		officeMe: () => ({ asker: 'recorder' }),
		changePassword: () => ({
			asker: 'director',
			body: { old: 'not this one', new: 'demo-only-another' },
		}),
		householdList: () => ({
			asker: 'recorder',
			query: { search: '王', group: '1', show: 'present', sort: 'total', page: '1' },
		}),
		householdPage: () => ({ asker: 'recorder', id: household() }),
		enrolHousehold: () => ({
			asker: 'recorder',
			body: {
				requestKey: requestKey(chance),
				group: chance.whole(1, 6),
				head: '周小明',
				residence: 'living_here',
				members: [member],
			},
		}),
		editHousehold: () => ofHousehold({ head: '周小明', residence: 'away', members: [member] }),
		moveOutHousehold: () =>
			ofHousehold(
				{ reason: '', closesPassbook: false },
				"standing = 'good' AND head_name = '周小明'",
			),
		returnHousehold: () => ofHousehold({}, "standing = 'moved_out'"),
		importHouseholds: () => ({
			asker: 'recorder',
			body: {
				requestKey: requestKey(chance),
				commit: chance.percent(50),
				rows: [
					{ row: 2, group: 2, head: fresh('李'), members: [member], residence: '', total: 130 },
				],
			},
		}),
		importEntries: () => ({
			asker: 'director',
			body: {
				requestKey: requestKey(chance),
				rows: [
					{
						row: 1,
						household: household(),
						day: dayIn(world),
						rule: 'B03',
						category: '公益事业',
						text: '志愿服务',
						english: 'Volunteer work',
						points: chance.whole(1, 40),
						bonus: chance.percent(20),
					},
				],
			},
		}),
		passbookList: () => ({ asker: 'recorder' }),
		openPassbooks: () => ({
			asker: 'recorder',
			body: { requestKey: requestKey(chance), households: 'all_without' },
		}),
		replacePassbook: () => ({
			asker: 'recorder',
			body: { requestKey: requestKey(chance), household: household(), reason: '丢了' },
		}),
		passbookCards: () => ({ asker: 'recorder', body: { households: [household()] } }),
		settingsHistory: () => ({ asker: 'recorder' }),
		setSettings: () => {
			const kept = world.witness.read(
				'SELECT COUNT(*) FROM settings WHERE village = ?',
				world.shop.village,
			);
			return {
				asker: 'director',
				body: {
					requestKey: requestKey(chance),
					version: kept,
					fromDay: '2099-01-01',
					fenPerPoint: 100,
					receiptHead: '爱心超市',
					openingDays: [1, 3, 5],
					helperName: '',
					helperPhone: '',
				},
			};
		},
		addGroup: () => ({ asker: 'director', body: { number: chance.whole(1, 99), name: '河边' } }),
		renameGroup: () => ({ asker: 'director', id: pick('groups'), body: { name: '河边' } }),
		staffList: () => ({ asker: 'director' }),
		addStaff: () => ({ asker: 'director', body: person(['recorder']) }),
		editStaff: () => ({
			asker: 'director',
			id: pick('staff'),
			body: { name: '替补', roles: ['recorder', 'storekeeper'], active: true },
		}),
		productList: () => ({ asker: 'storekeeper' }),
		addProduct: () => ({
			asker: 'storekeeper',
			body: {
				requestKey: requestKey(chance),
				...goods(),
				referencePriceFen: 500,
				source: '镇供销社',
			},
		}),
		productPage: () => ({ asker: 'storekeeper', id: pick('products') }),
		editProduct: () => ofProduct(goods()),
		priceProduct: () => ofProduct({ referencePriceFen: chance.whole(100, 2000), source: '镇里' }),
		setProductPhoto: () => ({ asker: 'storekeeper', id: pick('products'), file: photo }),
		removeProductPhoto: () => ({ asker: 'storekeeper', id: pick('products'), body: {} }),
		importProducts: () => ({
			asker: 'storekeeper',
			body: { requestKey: requestKey(chance), rows: [{ ...goods(), referencePriceFen: 900 }] },
		}),
		suspendProduct: () => ({
			asker: 'storekeeper',
			id: pick('products', 'position > 2'),
			body: { reason: '包装破了' },
		}),
		resumeProduct: () => ({ asker: 'storekeeper', id: pick('products'), body: {} }),
		enterOpeningStock: () => ({
			asker: 'storekeeper',
			body: {
				requestKey: requestKey(chance),
				lines: [{ product: pick('products'), quantity: 5, expiresOn: '' }],
			},
		}),
		officeToday: () => ({ asker: 'recorder' }),
		redemptionList: () => ({ asker: 'storekeeper', query: { day: dayIn(world) } }),
		redemptionPage: () => ({ asker: 'storekeeper', id: pick('redemptions') }),
		reprintFromOffice: () => ({
			asker: 'storekeeper',
			id: pick('redemptions'),
			body: { requestKey: requestKey(chance), reason: '没带走' },
		}),
		enterReversal: () => ({
			asker: 'storekeeper',
			id: pick('redemptions', lately),
			body: { requestKey: requestKey(chance), reason: '坏了' },
		}),
		printTestPage: () => ({
			asker: 'storekeeper',
			body: { requestKey: requestKey(chance), template: 'test_page' },
		}),
		officePrintJob: () => ({ asker: 'storekeeper', id: pick('print_jobs') }),
		answerFromOffice: () => ({
			asker: 'storekeeper',
			id: pick('print_jobs', "redemption != ''"),
			body: { answer: 'complete' },
		}),
	};
}
