/// <reference path="../server/pocketbase.d.ts" />
// 户 and 村民: a household holds the account; its villagers belong to it (R13).
migrate(
	(app) => {
		const idOf = (name) => app.findCollectionByNameOrId(name).id;
		const to = (name, collection) => {
			return {
				name,
				type: 'relation',
				collectionId: idOf(collection),
				required: true,
				maxSelect: 1,
			};
		};
		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';

		app.save(
			new Collection({
				type: 'base',
				name: 'households',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					to('group', 'groups'),
					{ name: 'group_number', type: 'number', onlyInt: true, min: 1, max: 99 },
					{ name: 'number', type: 'number', onlyInt: true, min: 1, max: 999 },
					{ name: 'code', type: 'text', required: true, max: 20 },
					{ name: 'head_name', type: 'text', required: true, max: 40 },
					{
						name: 'residence',
						type: 'select',
						required: true,
						values: ['living_here', 'away', 'returned'],
					},
					{
						name: 'standing',
						type: 'select',
						required: true,
						values: ['good', 'moved_out', 'barred'],
					},
					{ name: 'enrolled_on', type: 'text', max: 10 },
					{ name: 'moved_out_on', type: 'text', max: 10 },
					{ name: 'version', type: 'number', onlyInt: true },
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_households_code ON households (code)',
					'CREATE UNIQUE INDEX idx_households_place ON households (village, group_number, number)',
				],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'villagers',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					to('household', 'households'),
					{ name: 'position', type: 'number', onlyInt: true },
					{ name: 'name', type: 'text', required: true, max: 40 },
					{
						name: 'relation',
						type: 'select',
						required: true,
						values: ['head', 'spouse', 'child', 'parent', 'other'],
					},
					// 0 when it is not known.
					{ name: 'birth_year', type: 'number', onlyInt: true, min: 0, max: 2200 },
				],
				indexes: ['CREATE INDEX idx_villagers_household ON villagers (household, position)'],
			}),
		);
	},
	(app) => {
		for (const name of ['villagers', 'households']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
