"""A small JSON Schema validator: the keywords that schema/story.schema.json uses, and a strict mode for our own records.

    faults(value, schema)            yields one line a fault
    faults(value, schema, strict=True)   also names properties that the schema does not know

Not here: any other keyword. An unknown one is an error, so that a schema cannot outgrow the validator unseen.
"""
KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "items", "enum", "const",
         "oneOf", "minimum", "maximum"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, root=None, at="$", strict=False):
    root = root or schema
    unknown = set(schema) - KNOWN
    if unknown:
        yield f"{at}: the schema uses {unknown}, which this validator does not know"
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from faults(value, target, root, at, strict)
    if "oneOf" in schema:
        results = [list(faults(value, variant, root, at, strict)) for variant in schema["oneOf"]]
        if sum(not result for result in results) != 1:
            yield f"{at}: fits {sum(not r for r in results)} of the variants; nearest: {min(results, key=len)[:3]}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    yield from type_faults(value, schema, root, at, strict)


def type_faults(value, schema, root, at, strict):
    if "type" not in schema:
        return
    if not is_type(value, schema["type"]):
        yield f"{at}: {value!r:.60} is no {schema['type']}"
        return
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{at}: {value} is less than {schema['minimum']}"
    if "maximum" in schema and value > schema["maximum"]:
        yield f"{at}: {value} is more than {schema['maximum']}"
    if schema["type"] == "object":
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}: {name} is missing"
        for name, entry in value.items():
            if name in properties:
                yield from faults(entry, properties[name], root, f"{at}.{name}", strict)
            elif strict:
                yield f"{at}: {name} is not in the schema"
    if schema["type"] == "array" and "items" in schema:
        for i, entry in enumerate(value):
            yield from faults(entry, schema["items"], root, f"{at}[{i}]", strict)
