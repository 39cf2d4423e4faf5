/// <reference path="../server/pocketbase.d.ts" />
// 周期 and 账户: a household's four sums in one cycle. They change only by guarded statements and
// must always equal the sums of the ledger entries (ledger:verify).
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
		const inOffice = '@request.auth.collectionName = "staff" && @request.auth.active = true && ';
		const ofVillage =
			inOffice +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		const whole = (name) => ({ name, type: 'number', onlyInt: true });

		app.save(
			new Collection({
				type: 'base',
				name: 'cycles',
				listRule: inOffice + 'town = @request.auth.town',
				viewRule: inOffice + 'town = @request.auth.town',
				fields: [
					to('town', 'towns'),
					whole('year'),
					{ name: 'opens_on', type: 'text', required: true, max: 10 },
					{ name: 'closes_on', type: 'text', required: true, max: 10 },
					whole('base'),
				],
				indexes: ['CREATE UNIQUE INDEX idx_cycles_year ON cycles (town, year)'],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'accounts',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					to('household', 'households'),
					to('cycle', 'cycles'),
					whole('base'),
					whole('total'),
					whole('bonus'),
					whole('redeemed'),
					whole('held'),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_accounts_cycle ON accounts (household, cycle)',
					'CREATE INDEX idx_accounts_rank ON accounts (village, cycle, total)',
				],
			}),
		);
		const refuse = (name, when, sentence) =>
			app
				.db()
				.newQuery(
					`CREATE TRIGGER ${name} BEFORE ${when} BEGIN SELECT RAISE(ABORT, '${sentence}'); END`,
				)
				.execute();
		const below = 'NEW.redeemed < 0 OR NEW.held < 0 OR NEW.bonus < 0';
		refuse('accounts_floor', `UPDATE ON accounts WHEN ${below}`, 'an account fell below nothing');
		// What spends may not spend more than there is; a deduction alone may leave a shortfall (A.7).
		refuse(
			'accounts_overspent',
			`UPDATE ON accounts WHEN NEW.redeemed + NEW.held > OLD.redeemed + OLD.held
			AND (NEW.total < NEW.base
			OR NEW.total + NEW.bonus - NEW.base - NEW.redeemed - NEW.held < 0)`,
			'an account would be overspent',
		);
		refuse('accounts_no_delete', 'DELETE ON accounts', 'accounts are never deleted');
		refuse(
			'accounts_keep_place',
			`UPDATE ON accounts WHEN NEW.household != OLD.household OR NEW.cycle != OLD.cycle
			OR NEW.village != OLD.village OR NEW.base != OLD.base`,
			'an account keeps its household and cycle',
		);
	},
	(app) => {
		for (const name of ['accounts', 'cycles']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
