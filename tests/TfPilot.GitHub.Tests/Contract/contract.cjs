// Holds exchanges with GitHub against GitHub's own descriptions: node contract.cjs PACKAGE_JSON EXCHANGES_JSON
// Prints a list of problems for each exchange.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const [packages, input] = process.argv.slice(2);
const load = require('node:module').createRequire(packages);
const Ajv = load('ajv');
const graphql = load('graphql');

const published = (path) => readFileSync(join(dirname(packages), 'node_modules', '@octokit', path), 'utf8');
// github.com, and the oldest Enterprise Server that the package describes.
const descriptions = ['api.github.com', 'ghes-3.17'].map((name) => describe(name, JSON.parse(published(`openapi/generated/${name}.json`))));
// Calls that an older Enterprise Server answers with 404, which the App takes as an empty answer.
const dispensable = /\/actions\/concurrency_groups(\/|$)/;
const schema = graphql.buildSchema(published('graphql-schema/schema.graphql'), { assumeValidSDL: true });
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const { exchanges, reads } = JSON.parse(readFileSync(input, 'utf8'));

function describe(name, api) {
  const merged = new Map();
  const resolve = (node) => {
    if (node?.$ref) return resolve(node.$ref.split('/').slice(1).reduce((at, step) => at[step.replaceAll('~1', '/')], api));
    if (!node?.allOf) return node;
    if (!merged.has(node)) merged.set(node, merge(node, node.allOf.map(resolve)));
    return merged.get(node);
  };
  const routes = Object.entries(api.paths).map(([template, operations]) => routeOf(template, operations, resolve));
  return { name, resolve, routes };
}

// An object that is described in parts is one object.
function merge(node, parts) {
  if (!parts.every((part) => part.properties)) return node;
  const { allOf, ...rest } = node;
  return { ...rest, type: 'object', properties: Object.assign({}, ...parts.map((part) => part.properties)), required: parts.flatMap((part) => part.required ?? []) };
}

function routeOf(template, operations, resolve) {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const all = Object.values(operations).flatMap((operation) => operation.parameters ?? []).map(resolve);
  const isLong = (name) => all.some((parameter) => parameter.name === name && parameter['x-multi-segment']);
  const pattern = template.replace(/[.+]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name) => (isLong(name) ? '(.+)' : '([^/]+)'));
  return { template, operations, names, pattern: new RegExp(`^${pattern}$`) };
}

// The schema of what a tolerant fake answers: everything may be missing, nothing may be unknown or of another type.
function partial(node, resolve, seen = new Map()) {
  node = resolve(node);
  if (!node || typeof node !== 'object') return node;
  if (seen.has(node)) return seen.get(node);
  const copy = {};
  seen.set(node, copy);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'required' || key === 'nullable' || key === 'example' || key === 'examples') continue;
    if (key === 'properties') copy[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, partial(inner, resolve, seen)]));
    else if (['items', 'additionalProperties', 'not'].includes(key)) copy[key] = partial(value, resolve, seen);
    else if (['anyOf', 'oneOf', 'allOf'].includes(key)) copy[key === 'oneOf' ? 'anyOf' : key] = value.map((inner) => partial(inner, resolve, seen));
    else copy[key] = value;
  }
  if (copy.properties && copy.additionalProperties === undefined && !node.allOf) copy.additionalProperties = false;
  if (node.nullable && typeof copy.type === 'string') copy.type = [copy.type, 'null'];
  return copy;
}

function check(node, value, where) {
  const closed = inline(node);
  return ajv.validate(closed, value) ? [] : ajv.errors.map((error) => `${where}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

// ajv walks trees only; what is deeper than any answer of ours is left open.
function inline(node, depth = 0) {
  if (Array.isArray(node)) return node.map((inner) => inline(inner, depth + 1));
  if (!node || typeof node !== 'object') return node;
  if (depth > 14) return {};
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inline(value, depth + 1)]));
}

function rest({ method, url, body, status, answer }, { name: server, resolve, routes }) {
  const { pathname, searchParams } = new URL(url);
  const path = decodeURI(pathname).replace(/^\/api\//, '/');
  const matches = routes.filter((route) => route.pattern.test(path) && route.operations[method.toLowerCase()]);
  const route = matches.sort((a, b) => a.names.length - b.names.length)[0];
  const where = `${server} ${method} ${path}:`;
  if (!route && server.startsWith('ghes') && dispensable.test(path)) return [];
  if (!route) return [`${where} GitHub has no such call`];
  const operation = route.operations[method.toLowerCase()];
  const parameters = [...(operation.parameters ?? []), ...(route.operations.parameters ?? [])].map(resolve);
  const values = route.pattern.exec(path).slice(1);
  const given = [
    ...route.names.map((name, i) => ['path', name, values[i]]),
    ...[...searchParams].map(([name, value]) => ['query', name, value]),
  ];
  const problems = given.flatMap(([place, name, value]) => {
    const parameter = parameters.find((known) => known.in === place && known.name === name);
    if (!parameter) return [`${where} GitHub knows no ${place} parameter ${name}`];
    const typed = resolve(parameter.schema).type === 'integer' ? Number(value) : value;
    return check(resolve(parameter.schema), typed, `${where} ${name}`);
  });
  for (const parameter of parameters.filter((known) => known.required && known.in === 'query')) {
    if (!searchParams.has(parameter.name)) problems.push(`${where} ${parameter.name} is missing`);
  }
  const accepts = resolve(operation.requestBody)?.content?.['application/json']?.schema;
  if (body && !accepts) problems.push(`${where} takes no body`);
  if (accepts) {
    problems.push(...check(partial(accepts, resolve), JSON.parse(body ?? 'null'), `${where} body`));
    for (const name of resolve(accepts).required ?? []) if (JSON.parse(body ?? '{}')[name] === undefined) problems.push(`${where} body lacks ${name}`);
  }
  const answers = resolve(operation.responses[status]);
  if (!answers) problems.push(`${where} GitHub never answers ${status}`);
  const shape = answers?.content?.['application/json']?.schema;
  const isRaw = /contents/.test(route.template);
  if (shape && !isRaw) problems.push(...check(partial(shape, resolve), JSON.parse(answer), `${where} answer`));
  if (shape && !isRaw) problems.push(...promised(reads[operation.operationId], shape, resolve, `${where} answer`));
  return problems;
}

const absent = 'does not exist';

// An optional member must exist in one of the alternatives, such as the kinds of a rule.
function promisedByOne(alternatives) {
  return alternatives.flat().filter((problem) => !problem.endsWith(absent) || alternatives.every((one) => one.includes(problem)));
}

// What our records cannot do without must be promised: required, and never null.
function promised(record, node, resolve, where) {
  if (!record) return [`${where}: no record is known to read it`];
  node = resolve(node);
  if (node.anyOf && !node.properties) return node.anyOf.flatMap((one) => promised(record, one, resolve, where));
  if (node.oneOf && !node.properties) return promisedByOne(node.oneOf.map((one) => promised(record, one, resolve, where)));
  if (record.items) return promised(record.items, node.items, resolve, `${where}[]`);
  return Object.entries(record.members ?? {}).flatMap(([name, member]) => {
    const inner = resolve(node.properties?.[name]);
    if (!inner) return [`${where}.${name} ${member.required ? 'may be missing' : absent}`];
    if (member.required && !(node.required ?? []).includes(name)) return [`${where}.${name} may be missing`];
    if (member.required && inner.nullable) return [`${where}.${name} may be null`];
    return promised(member, inner, resolve, `${where}.${name}`);
  });
}

// Where only an interface's fields are asked for, any of its types will do.
const kindOf = (value, _, __, type) => value.__typename ?? schema.getPossibleTypes(type)[0].name;
const byAlias = (source, _, __, info) => source[info.path.key];

async function query({ body, answer }) {
  const { query: text, variables } = JSON.parse(body);
  const document = graphql.parse(text);
  const where = `GraphQL ${document.definitions[0].name.value}:`;
  const invalid = graphql.validate(schema, document);
  if (invalid.length) return invalid.map((error) => `${where} ${error.message}`);
  const { data } = JSON.parse(answer);
  const result = await graphql.execute({ schema, document, rootValue: data, variableValues: variables, typeResolver: kindOf, fieldResolver: byAlias });
  const problems = (result.errors ?? []).map((error) => `${where} answer ${error.path}: ${error.message}`);
  if (!problems.length && JSON.stringify(result.data) !== JSON.stringify(data)) problems.push(`${where} the answer holds more or less than was asked for`);
  return problems;
}

(async () => {
  const problems = [];
  for (const exchange of exchanges) problems.push(/\/graphql$/.test(exchange.url) ? await query(exchange) : descriptions.flatMap((description) => rest(exchange, description)));
  process.stdout.write(JSON.stringify(problems));
})();
