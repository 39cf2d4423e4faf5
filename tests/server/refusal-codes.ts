import ts from 'typescript';

/** How a route may say no. */
export interface RouteRefusals {
	readonly codes: ReadonlySet<string>;
	/** The fields that `request_invalid` may name. */
	readonly fields: ReadonlySet<string>;
}

/**
 * How each route of server/app.ts may say no, by the route's name. Read from the source as the
 * compiler sees it: in the route's function and every function that it may call, each object with a
 * `code` of known words.
 */
export function refusalsByRoute(): ReadonlyMap<string, RouteRefusals> {
	const config = ts.readConfigFile('server/tsconfig.json', ts.sys.readFile);
	const { fileNames, options } = ts.parseJsonConfigFileContent(config.config, ts.sys, 'server');
	const program = ts.createProgram(fileNames, options);
	const checker = program.getTypeChecker();
	const app = program.getSourceFiles().find(({ fileName }) => fileName.endsWith('server/app.ts'));
	const routes = app?.statements
		.filter(ts.isVariableStatement)
		.flatMap(({ declarationList }) => [...declarationList.declarations])
		.find(({ name }) => name.getText() === 'routes');
	if (!routes?.initializer || !ts.isSatisfiesExpression(routes.initializer)) {
		throw new Error('server/app.ts lists no routes');
	}
	const list = routes.initializer.expression as ts.ObjectLiteralExpression;
	return new Map(
		list.properties.map((property) => {
			const route = checker.getShorthandAssignmentValueSymbol(property);
			return [property.name?.getText() ?? '', refusalsFrom(checker, route)] as const;
		}),
	);
}

/** A body that cannot be read is refused for every route alike, by `answer`. */
const ofEveryRoute = 'request_unreadable';

function refusalsFrom(checker: ts.TypeChecker, start: ts.Symbol | undefined): RouteRefusals {
	const codes = new Set([ofEveryRoute]);
	const fields = new Set<string>();
	const seen = new Set<ts.Node>();
	const follow = (named: ts.Symbol | undefined): void => {
		const isImported = named && (named.flags & ts.SymbolFlags.Alias) !== 0;
		const symbol = isImported ? checker.getAliasedSymbol(named) : named;
		for (const place of symbol?.declarations ?? []) {
			const isOurs = !place.getSourceFile().isDeclarationFile;
			const isCode = ts.isFunctionDeclaration(place) || ts.isVariableDeclaration(place);
			if (!isOurs || !isCode || seen.has(place)) continue;
			seen.add(place);
			visit(place);
		}
	};
	const visit = (node: ts.Node): void => {
		// A type says what might be; only what is made is sent.
		if (ts.isTypeNode(node)) return;
		const field = badFieldIn(node);
		if (field !== undefined) fields.add(field);
		const code = codeIn(node);
		if (code) for (const each of wordsOf(checker.getTypeAtLocation(code))) codes.add(each);
		if (ts.isIdentifier(node)) follow(checker.getSymbolAtLocation(node));
		ts.forEachChild(node, visit);
	};
	follow(start);
	return { codes, fields };
}

function codeIn(node: ts.Node): ts.Node | undefined {
	if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') return node.initializer;
	return ts.isShorthandPropertyAssignment(node) && node.name.text === 'code'
		? node.name
		: undefined;
}

function badFieldIn(node: ts.Node): string | undefined {
	if (!ts.isCallExpression(node) || node.expression.getText() !== 'badField') return undefined;
	const [field] = node.arguments;
	return field && ts.isStringLiteral(field) ? field.text : undefined;
}

// Two words at least: a single one is the name of a column.
function wordsOf(type: ts.Type): readonly string[] {
	const types = type.isUnion() ? type.types : [type];
	return types
		.flatMap((each) => (each.isStringLiteral() ? [each.value] : []))
		.filter((word) => /^[a-z]+(_[a-z]+)+$/.test(word));
}
