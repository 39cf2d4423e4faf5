/// <reference path="../server/pocketbase.d.ts" />
// 工作人员: who works in a village's points office or in the town's, and what they did.
migrate(
	(app) => {
		const idOf = (name) => app.findCollectionByNameOrId(name).id;
		const to = (name, collection, required) => {
			return { name, type: 'relation', collectionId: idOf(collection), required, maxSelect: 1 };
		};
		const inOffice = '@request.auth.collectionName = "staff" && @request.auth.active = true && ';
		const ofVillage =
			inOffice +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';

		app.save(
			new Collection({
				type: 'auth',
				name: 'staff',
				// An account that was closed does not sign in again; routes ask for active as well.
				authRule: 'active = true',
				listRule: inOffice + 'town = @request.auth.town && village = @request.auth.village',
				viewRule:
					inOffice +
					'town = @request.auth.town && (village = @request.auth.village || @request.auth.village = "")',
				fields: [
					{ name: 'email', type: 'email', required: false, system: true, hidden: true },
					{ name: 'username', type: 'text', required: true, min: 2, max: 40 },
					{ name: 'name', type: 'text', required: true, max: 40 },
					to('town', 'towns', true),
					// Empty for the town's own office.
					to('village', 'villages', false),
					{
						name: 'roles',
						type: 'select',
						required: true,
						maxSelect: 6,
						values: [
							'director',
							'recorder',
							'verifier',
							'storekeeper',
							'fund_keeper',
							'town_office',
						],
					},
					{ name: 'active', type: 'bool' },
				],
				indexes: ['CREATE UNIQUE INDEX idx_staff_username ON staff (username)'],
				passwordAuth: { enabled: true, identityFields: ['username'] },
				authAlert: { enabled: false },
				// A working day: who forgets to sign out is out by the next morning.
				authToken: { duration: 43200 },
			}),
		);

		app.save(
			new Collection({
				type: 'base',
				name: 'sign_in_failures',
				fields: [
					{ name: 'username', type: 'text', required: true, max: 80 },
					{ name: 'count', type: 'number', onlyInt: true, min: 0 },
					{ name: 'locked_until', type: 'number', onlyInt: true },
				],
				indexes: ['CREATE UNIQUE INDEX idx_sign_in_failures ON sign_in_failures (username)'],
			}),
		);

		app.save(
			new Collection({
				type: 'base',
				name: 'staff_acts',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages', false),
					{ name: 'staff', type: 'text', max: 15 },
					{ name: 'act', type: 'text', required: true, max: 60 },
					{ name: 'subject', type: 'text', max: 60 },
					{ name: 'details', type: 'text', max: 2000 },
					{ name: 'at', type: 'number', onlyInt: true },
				],
				indexes: ['CREATE INDEX idx_staff_acts_village ON staff_acts (village, at)'],
			}),
		);
		for (const event of ['UPDATE', 'DELETE']) {
			app
				.db()
				.newQuery(
					`CREATE TRIGGER staff_acts_no_${event.toLowerCase()} BEFORE ${event} ON staff_acts
					BEGIN SELECT RAISE(ABORT, 'staff_acts are append-only'); END`,
				)
				.execute();
		}
	},
	(app) => {
		for (const name of ['staff_acts', 'sign_in_failures', 'staff']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
