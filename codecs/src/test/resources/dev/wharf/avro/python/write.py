#!/usr/bin/python3
"""Writes the fixtures of AvroPythonTest, and reads what that test wrote.

Needs Debian's python3-avro (made with 1.11.1).

    write.py             writes NAME.avsc and NAME.bin beside this script
    write.py read FILE   reads FILE of the same schema, and compares it with what was written
"""

import datetime
import decimal
import io
import pathlib
import sys

import avro.io
import avro.schema

HERE = pathlib.Path(__file__).parent

ORDER = """{"type":"record","name":"Order","namespace":"shop","fields":[
{"name":"id","type":"string"},
{"name":"note","type":["null","string"]},
{"name":"choice","type":["null","long","string",{"type":"record","name":"Point","fields":[
  {"name":"x","type":"float"},{"name":"y","type":"double"}]}]},
{"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW","PAID","SENT"]}},
{"name":"hash","type":{"type":"fixed","name":"Hash","size":4}},
{"name":"raw","type":"bytes"},
{"name":"open","type":"boolean"},
{"name":"count","type":"int"},
{"name":"total","type":"long"},
{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},
{"name":"day","type":{"type":"int","logicalType":"date"}},
{"name":"at","type":{"type":"int","logicalType":"time-millis"}},
{"name":"until","type":{"type":"long","logicalType":"time-micros"}},
{"name":"made","type":{"type":"long","logicalType":"timestamp-millis"}},
{"name":"sent","type":{"type":"long","logicalType":"timestamp-micros"}},
{"name":"lines","type":{"type":"array","items":"Point"}},
{"name":"tags","type":{"type":"map","values":"long"}},
{"name":"next","type":["null","Order"]}]}"""

UTC = datetime.timezone.utc


def order(number, following):
    return {
        "id": "order-%d \u00e4\u6f22\U0001f600" % number,
        "note": None if number % 2 else "leave it",
        "choice": [None, -5_000_000_000, "text", {"x": 1.5, "y": -2.25}][number % 4],
        "status": ["NEW", "PAID", "SENT"][number % 3],
        "hash": bytes([number, 1, 2, 255]),
        "raw": bytes(range(number)),
        "open": number % 2 == 0,
        "count": (-1) ** number * 2 ** (number * 4),
        "total": (-1) ** number * 2 ** (number * 8),
        "amount": decimal.Decimal("%s1234.5%d" % ("-" if number % 2 else "", number)),
        "day": datetime.date(1969, 12, 30) + datetime.timedelta(days=number),
        "at": datetime.time(number, 59, 58, 123000),
        "until": datetime.time(number, 59, 58, 123456),
        "made": datetime.datetime(1969 + number, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        "sent": datetime.datetime(1969 + number, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        "lines": [{"x": float(i), "y": i / 8} for i in range(number)],
        "tags": {"k%d" % i: 10**i for i in range(number)},
        "next": following,
    }


def main():
    schema = avro.schema.parse(ORDER)
    data = [order(i, order(7 - i, None) if i % 2 else None) for i in range(8)]
    if sys.argv[1:2] == ["read"]:
        decoder = avro.io.BinaryDecoder(io.BytesIO(pathlib.Path(sys.argv[2]).read_bytes()))
        for expected in data:
            found = avro.io.DatumReader(schema).read(decoder)
            assert found == expected, (found, expected)
        assert decoder.reader.read() == b""
        print("%d orders are the same" % len(data))
        return
    (HERE / "order.avsc").write_text(ORDER + "\n")
    for number, datum in enumerate(data):
        out = io.BytesIO()
        avro.io.DatumWriter(schema).write(datum, avro.io.BinaryEncoder(out))
        (HERE / ("order-%d.bin" % number)).write_bytes(out.getvalue())


main()
