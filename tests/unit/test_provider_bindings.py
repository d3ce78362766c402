"""How the schema of the AWS provider is read from generated code."""

from __future__ import annotations

from tests.provider_bindings import schema

SCRIPT = """\
function thingTtlToHclTerraform(struct) {
    const attrs = {
        days: {
            value: cdktn.numberToHclTerraform(struct.days),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
    };
}
class ThingTtlOutputReference extends cdktn.ComplexObject {
    // days - computed: false, optional: false, required: true
    // status - computed: true, optional: false, required: false
}
class Thing extends cdktn.TerraformResource {
    // arn - computed: true, optional: false, required: false
    // name - computed: false, optional: false, required: true
    // tags - computed: true, optional: true, required: false
    synthesizeHclAttributes() {
        const attrs = {
            name: {
                value: cdktn.stringToHclTerraform(this._name),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            tags: {
                value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._tags),
                isBlock: false,
                type: "map",
                storageClassType: "stringMap",
            },
            on: {
                value: cdktn.booleanToHclTerraform(this._on),
                isBlock: false,
                type: "simple",
                storageClassType: "boolean",
            },
            ttl: {
                value: thingTtlToHclTerraform(this._ttl.internalValue),
                isBlock: true,
                type: "list",
                storageClassType: "ThingTtlList",
            },
            many: {
                value: cdktn.listMapperHcl(thingTtlToHclTerraform, true)(this._many.internalValue),
                isBlock: true,
                type: "set",
                storageClassType: "ThingTtlList",
            },
            rows: {
                value: cdktn.listMapperHcl(thingTtlToHclTerraform, false)(this._rows.internalValue),
                isBlock: false,
                type: "set",
                storageClassType: "ThingTtlList",
            },
        };
    }
}
"""


def _interface(name: str, *properties: str) -> str:
    words = "".join(
        f"    /**\n    * Docs: {{@link https://example.org/6.0.0/docs#{each.rstrip('?')} Thing#{each.rstrip('?')}}}\n"
        f"    *\n    * More.\n    */\n    readonly {each}: any;\n"
        for each in properties
    )
    return f"export interface {name} extends cdktn.TerraformMetaArguments {{\n{words}}}\n"


TYPES = _interface("ThingConfig", "name", "tags?", "on?", "ttl?", "many", "rows?") + _interface(
    "ThingTtl", "days"
)


def test_arguments_blocks_and_results_are_read() -> None:
    ttl = {"required": {"days": "number"}, "optional": {}, "computed": {"status": "dynamic"}, "blocks": {}}
    assert schema(SCRIPT, TYPES) == {
        "required": {"name": "string"},
        "optional": {"tags": ["map", "string"], "on": "bool", "rows": "dynamic"},
        "computed": {"arn": "dynamic"},
        "blocks": {"ttl": [0, 1, ttl], "many": [1, 0, ttl]},
    }
