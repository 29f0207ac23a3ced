// A realistic event with its schema: envelope, two addresses, packages and lines, every kind of rule a contract uses.
#pragma once
#include <nlohmann/json.hpp>

#include "contracts/payload.hpp"
#include "contracts/schema/schema.hpp"

namespace drydock::sample {

enum class Service : std::uint8_t { ground, two_day, next_day };
DRYDOCK_DESCRIBE_ENUM(Service, "ground", "2-day", "next-day")
enum class Unit : std::uint8_t { each, case_pack, pallet };
DRYDOCK_DESCRIBE_ENUM(Unit, "EA", "CS", "PL")

struct Party {
  std::string name;
  std::string street;
  std::string city;
  std::string postal_code;
  std::string country;
  std::optional<std::string> email;
};
DRYDOCK_DESCRIBE(Party, name, street, city, postal_code, country, email)

struct Parcel {
  std::string id;
  std::string sscc;
  std::int64_t grams = 0;
  std::optional<std::string> tracking_url;
};
DRYDOCK_DESCRIBE(Parcel, id, sscc, grams, tracking_url)

struct Quantity {
  std::int64_t amount = 0;
  Unit unit = Unit::each;
};
DRYDOCK_DESCRIBE(Quantity, amount, unit)

struct ShippedLine {
  std::string order_line;
  std::string item;
  Quantity quantity;
  std::string parcel;
  std::vector<std::string> lots;
};
DRYDOCK_DESCRIBE(ShippedLine, order_line, item, quantity, parcel, lots)

struct ShipmentData {
  std::string shipment;
  std::string order;
  Service service = Service::ground;
  Instant shipped;
  std::optional<Instant> promised;
  Party from;
  Party to;
  std::vector<Parcel> parcels;
  std::vector<ShippedLine> lines;
  std::optional<bool> is_final;
};
DRYDOCK_DESCRIBE(ShipmentData, shipment, order, service, shipped, promised, from, to, parcels, lines, is_final)

struct ShipmentEvent {
  std::string specversion;
  std::string id;
  std::string source;
  std::string type;
  Instant time;
  std::string traceparent;
  ShipmentData data;
};
DRYDOCK_DESCRIBE(ShipmentEvent, specversion, id, source, type, time, traceparent, data)

inline ShipmentEvent shipment_event() {
  ShipmentEvent e{"1.0",
                  "3f2a7c1e-5b6d-4e8f-9a01-23456789abcd",
                  "https://wms-east.example.com/shipping",
                  "shipment.shipped",
                  {1'795'791'600'123'456},
                  "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                  {}};
  ShipmentData& d = e.data;
  d.shipment = "SHP-00012345";
  d.order = "ORD-000987654";
  d.service = Service::two_day;
  d.shipped = {1'795'791'599'000'000};
  d.promised = Instant{1'795'964'399'000'000};
  d.from = {"East Distribution Center", "100 Commerce Way", "Newark", "07102", "US", std::nullopt};
  d.to = {"Ada Lovelace", "12 Analytical Engine Road", "Philadelphia", "19104", "US", "ada.lovelace@example.com"};
  d.parcels = {{"PKG-000000001", "00340123450000000018", 1250, "https://carrier.example.com/track/1Z999AA10123456784"},
               {"PKG-000000002", "00340123450000000025", 830, "https://carrier.example.com/track/1Z999AA10123456785"}};
  d.lines = {{"1", "SKU-10045", {2, Unit::each}, "PKG-000000001", {"LOT-2026-11"}},
             {"2", "SKU-20077", {1, Unit::case_pack}, "PKG-000000001", {}},
             {"3", "SKU-30012", {4, Unit::each}, "PKG-000000002", {"LOT-2026-09", "LOT-2026-10"}}};
  d.is_final = true;
  return e;
}

inline nlohmann::json shipment_schema() {
  return nlohmann::json::parse(R"json({
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "https://example.com/shipment.shipped/v1",
    "type": "object", "additionalProperties": false,
    "required": ["specversion", "id", "source", "type", "time", "traceparent", "data"],
    "properties": {
      "specversion": {"const": "1.0"},
      "id": {"$ref": "#/definitions/uuid"},
      "source": {"type": "string", "format": "uri"},
      "type": {"const": "shipment.shipped"},
      "time": {"type": "string", "format": "date-time"},
      "traceparent": {"type": "string", "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"},
      "data": {"$ref": "#/definitions/data"}
    },
    "definitions": {
      "uuid": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},
      "data": {
        "type": "object", "additionalProperties": false,
        "required": ["shipment", "order", "service", "shipped", "from", "to", "parcels", "lines"],
        "properties": {
          "shipment": {"type": "string", "pattern": "^SHP-[0-9]{6,12}$"},
          "order": {"type": "string", "pattern": "^ORD-[0-9]{6,12}$"},
          "service": {"enum": ["ground", "2-day", "next-day"]},
          "shipped": {"type": "string", "format": "date-time"},
          "promised": {"type": "string", "format": "date-time"},
          "from": {"$ref": "#/definitions/party"},
          "to": {"$ref": "#/definitions/party"},
          "parcels": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"$ref": "#/definitions/parcel"}},
          "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/line"}},
          "is_final": {"type": "boolean"}
        }
      },
      "party": {
        "type": "object", "additionalProperties": false,
        "required": ["name", "street", "city", "postal_code", "country"],
        "properties": {
          "name": {"type": "string", "minLength": 1, "maxLength": 80},
          "street": {"type": "string", "minLength": 1},
          "city": {"type": "string", "minLength": 1},
          "postal_code": {"type": "string", "pattern": "^[0-9A-Z -]{3,10}$"},
          "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
          "email": {"type": "string", "format": "email"}
        }
      },
      "parcelId": {"type": "string", "pattern": "^PKG-[0-9]{9}$"},
      "parcel": {
        "type": "object", "additionalProperties": false, "required": ["id", "sscc", "grams"],
        "properties": {
          "id": {"$ref": "#/definitions/parcelId"},
          "sscc": {"type": "string", "pattern": "^00[0-9]{18}$"},
          "grams": {"type": "integer", "minimum": 1, "maximum": 70000},
          "tracking_url": {"type": "string", "format": "uri"}
        }
      },
      "quantity": {
        "type": "object", "additionalProperties": false, "required": ["amount", "unit"],
        "properties": {"amount": {"type": "integer", "exclusiveMinimum": 0}, "unit": {"enum": ["EA", "CS", "PL"]}}
      },
      "line": {
        "type": "object", "additionalProperties": false,
        "required": ["order_line", "item", "quantity", "parcel", "lots"],
        "properties": {
          "order_line": {"type": "string", "pattern": "^[1-9][0-9]*$"},
          "item": {"type": "string", "pattern": "^SKU-[0-9]{5}$"},
          "quantity": {"$ref": "#/definitions/quantity"},
          "parcel": {"$ref": "#/definitions/parcelId"},
          "lots": {"type": "array", "uniqueItems": true,
                   "items": {"type": "string", "pattern": "^LOT-[0-9]{4}-[0-9]{2}$"}}
        }
      }
    }
  })json");
}

}  // namespace drydock::sample
