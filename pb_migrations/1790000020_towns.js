/// <reference path="../server/pocketbase.d.ts" />
// 镇, 村, 村民小组: town, village, group.
migrate(
	(app) => {
		const towns = new Collection({
			type: 'base',
			name: 'towns',
			listRule: '@request.auth.collectionName = "staff" && id = @request.auth.town',
			viewRule: '@request.auth.collectionName = "staff" && id = @request.auth.town',
			fields: [
				{ name: 'name', type: 'text', required: true, max: 40 },
				{ name: 'letter', type: 'text', required: true, min: 1, max: 1 },
			],
			indexes: ['CREATE UNIQUE INDEX idx_towns_letter ON towns (letter)'],
		});
		app.save(towns);

		const villages = new Collection({
			type: 'base',
			name: 'villages',
			listRule: '@request.auth.collectionName = "staff" && town = @request.auth.town',
			viewRule: '@request.auth.collectionName = "staff" && town = @request.auth.town',
			fields: [
				{ name: 'town', type: 'relation', collectionId: towns.id, required: true, maxSelect: 1 },
				{ name: 'name', type: 'text', required: true, max: 40 },
				{ name: 'number', type: 'number', onlyInt: true, min: 1, max: 99 },
			],
			indexes: ['CREATE UNIQUE INDEX idx_villages_number ON villages (town, number)'],
		});
		app.save(villages);

		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		app.save(
			new Collection({
				type: 'base',
				name: 'groups',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					{
						name: 'village',
						type: 'relation',
						collectionId: villages.id,
						required: true,
						maxSelect: 1,
					},
					{ name: 'number', type: 'number', onlyInt: true, min: 1, max: 99 },
					{ name: 'name', type: 'text', max: 40 },
				],
				indexes: ['CREATE UNIQUE INDEX idx_groups_number ON groups (village, number)'],
			}),
		);
	},
	(app) => {
		for (const name of ['groups', 'villages', 'towns']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
