#include "contracts/schema/documents.hpp"

namespace drydock {
namespace {

constexpr std::string_view text = R"json({
  "$id": "http://json-schema.org/draft-07/schema#",
  "type": ["boolean", "object"],
  "definitions": {
    "count": {"type": "integer", "minimum": 0},
    "schemas": {"type": "array", "minItems": 1, "items": {"$ref": "#"}},
    "byName": {"type": "object", "additionalProperties": {"$ref": "#"}},
    "texts": {"type": "array", "uniqueItems": true, "items": {"type": "string"}},
    "shape": {"enum": ["null", "boolean", "integer", "number", "string", "array", "object"]}
  },
  "properties": {
    "$schema": {"type": "string", "format": "uri"},
    "$id": {"type": "string", "format": "uri-reference"},
    "$ref": {"type": "string", "format": "uri-reference"},
    "$comment": {"type": "string"},
    "title": {"type": "string"},
    "description": {"type": "string"},
    "default": true,
    "examples": {"type": "array"},
    "readOnly": {"type": "boolean"},
    "definitions": {"$ref": "#/definitions/byName"},
    "type": {"anyOf": [
      {"$ref": "#/definitions/shape"},
      {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"$ref": "#/definitions/shape"}}
    ]},
    "const": true,
    "enum": {"type": "array"},
    "multipleOf": {"type": "number", "exclusiveMinimum": 0},
    "minimum": {"type": "number"},
    "maximum": {"type": "number"},
    "exclusiveMinimum": {"type": "number"},
    "exclusiveMaximum": {"type": "number"},
    "minLength": {"$ref": "#/definitions/count"},
    "maxLength": {"$ref": "#/definitions/count"},
    "pattern": {"type": "string", "format": "regex"},
    "format": {"type": "string"},
    "contentEncoding": {"type": "string"},
    "contentMediaType": {"type": "string"},
    "minItems": {"$ref": "#/definitions/count"},
    "maxItems": {"$ref": "#/definitions/count"},
    "uniqueItems": {"type": "boolean"},
    "contains": {"$ref": "#"},
    "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/schemas"}]},
    "additionalItems": {"$ref": "#"},
    "minProperties": {"$ref": "#/definitions/count"},
    "maxProperties": {"$ref": "#/definitions/count"},
    "required": {"$ref": "#/definitions/texts"},
    "properties": {"$ref": "#/definitions/byName"},
    "patternProperties": {"type": "object", "additionalProperties": {"$ref": "#"},
                          "propertyNames": {"format": "regex"}},
    "additionalProperties": {"$ref": "#"},
    "propertyNames": {"$ref": "#"},
    "dependencies": {"type": "object",
                     "additionalProperties": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/texts"}]}},
    "allOf": {"$ref": "#/definitions/schemas"},
    "anyOf": {"$ref": "#/definitions/schemas"},
    "oneOf": {"$ref": "#/definitions/schemas"},
    "not": {"$ref": "#"},
    "if": {"$ref": "#"},
    "then": {"$ref": "#"},
    "else": {"$ref": "#"}
  }
})json";

}  // namespace

const nlohmann::json& draft_07_schema() {
  static const nlohmann::json document = nlohmann::json::parse(text);
  return document;
}

}  // namespace drydock
