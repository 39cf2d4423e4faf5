/// <reference path="../server/pocketbase.d.ts" />
// 物品 and their prices: every price ever set stays on record (R9).
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
		const whole = (name, min) => ({ name, type: 'number', onlyInt: true, min });
		const text = (name, max) => ({ name, type: 'text', max });

		app.save(
			new Collection({
				type: 'base',
				name: 'products',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					{ name: 'name', type: 'text', required: true, max: 40 },
					text('english', 60),
					{ name: 'unit', type: 'text', required: true, max: 8 },
					text('unit_english', 20),
					{
						name: 'section',
						type: 'select',
						required: true,
						values: ['grain_oil', 'washing', 'household', 'clothing', 'farm', 'other'],
					},
					// A key of the drawings that come along; a photo of the village's own goes before it.
					text('picture', 40),
					{
						name: 'photo',
						type: 'file',
						maxSelect: 1,
						maxSize: 1048576,
						mimeTypes: ['image/jpeg', 'image/png', 'image/webp'],
					},
					text('barcode', 32),
					// 0 while nobody has set a price: no price, no redemption (R11).
					whole('reference_price_fen', 0),
					{ name: 'suspended', type: 'bool' },
					text('suspended_reason', 200),
					text('first_in_on', 10),
					whole('position', 0),
					whole('version', 0),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_products_name ON products (village, name)',
					"CREATE UNIQUE INDEX idx_products_barcode ON products (village, barcode) WHERE barcode != ''",
					'CREATE INDEX idx_products_section ON products (village, section, position)',
				],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'product_prices',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					to('product', 'products'),
					whole('reference_price_fen', 1),
					text('source', 200),
					text('set_by', 15),
					whole('at', 0),
				],
				indexes: ['CREATE INDEX idx_product_prices_product ON product_prices (product, at)'],
			}),
		);
		const refuse = (name, when, sentence) =>
			app
				.db()
				.newQuery(
					`CREATE TRIGGER ${name} BEFORE ${when} BEGIN SELECT RAISE(ABORT, '${sentence}'); END`,
				)
				.execute();
		refuse('product_prices_no_update', 'UPDATE ON product_prices', 'prices are append-only');
		refuse('product_prices_no_delete', 'DELETE ON product_prices', 'prices are append-only');
		refuse('products_no_delete', 'DELETE ON products', 'a product is suspended, never deleted');
	},
	(app) => {
		for (const name of ['product_prices', 'products']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
