"""What a release says of itself: to tools as a data package and as Croissant, to people, and to citers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemas.dictionary import DATASETS, Column, ColumnType
from schemas.version import PIPELINE_VERSION, SCHEMA_VERSION
from tasks.release.content import RELEASED, column_names, described_columns, owner_of_key

DESCRIPTION = (
    "Articles of bulletins, newsletters, digests and press releases, with the issues they stand in, a ledger "
    "of every piece of every page, and the edits by which texts differ from their sources."
)
SEE_SOURCES = "Each source has its own licence; see the dataset sources."
TABLE_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "datetime",
    ColumnType.TEXT_LIST: "array",
}
CROISSANT_TYPES = {
    ColumnType.TEXT: "sc:Text",
    ColumnType.INTEGER: "sc:Integer",
    ColumnType.NUMBER: "sc:Float",
    ColumnType.BOOLEAN: "sc:Boolean",
    ColumnType.DATE: "sc:Date",
    ColumnType.TIMESTAMP: "sc:DateTime",
    ColumnType.TEXT_LIST: "sc:Text",
}
CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover of a release.

    Attributes:
        version: of the release.
        title: name of the data.
        authors: who made the release.
        released_on: its day.
        licences: those of the sources whose texts are in it.
    """

    version: str
    title: str
    authors: tuple[str, ...]
    released_on: date
    licences: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        return f"{', '.join(self.authors)} ({self.released_on.year}). {self.title}, version {self.version}."


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file of a release; `path` is below its folder."""

    path: str
    byte_count: int
    sha256: str


def data_package(cover: Cover, files: Mapping[str, FileFacts], sources: Sequence[Mapping[str, Any]]) -> str:
    """`datapackage.json`, by the rules of Frictionless Data, over the CSV files by dataset."""
    said = {
        "profile": "tabular-data-package",
        "name": "bulletins",
        "title": cover.title,
        "description": DESCRIPTION,
        "version": cover.version,
        "created": f"{cover.released_on.isoformat()}T00:00:00Z",
        "contributors": [{"title": author, "role": "author"} for author in cover.authors],
        "licenses": [{"name": name, "title": name} for name in cover.licences],
        "sources": [_package_source(source) for source in sources],
        "bulletins:schema_version": SCHEMA_VERSION,
        "bulletins:pipeline_version": PIPELINE_VERSION,
        "resources": [_resource(dataset, files[dataset]) for dataset in RELEASED],
    }
    return _json({name: value for name, value in said.items() if value != []})


def _package_source(source: Mapping[str, Any]) -> dict[str, str]:
    path = {"path": source["homepage"]} if source["homepage"] else {}
    return {"title": source["title"] or source["publisher"] or source["source"], **path}


def _resource(dataset: str, file: FileFacts) -> dict[str, Any]:
    keys = [(name, owner) for name in column_names(dataset) if (owner := owner_of_key(dataset, name))]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in described_columns(dataset)],
        "primaryKey": list(DATASETS[dataset].primary_key),
        "missingValues": [""],
    }
    if keys:
        schema["foreignKeys"] = [
            {"fields": name, "reference": {"resource": owner, "fields": name}} for name, owner in keys
        ]
    return {
        "name": dataset,
        "profile": "tabular-data-resource",
        "description": DATASETS[dataset].description,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "compression": "gz",
        "bytes": file.byte_count,
        "hash": f"sha256:{file.sha256}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    unit = {"unit": column.unit} if column.unit else {}
    return {
        "name": column.name,
        "type": TABLE_TYPES[column.type],
        "description": column.description,
        **unit,
    }


def croissant(cover: Cover, files: Mapping[str, FileFacts]) -> str:
    """`croissant.json`, by the rules of MLCommons, over the Parquet files by dataset."""
    return _json(
        {
            "@context": CROISSANT_CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": "bulletins",
            "alternateName": cover.title,
            "description": DESCRIPTION,
            "version": cover.version,
            "datePublished": cover.released_on.isoformat(),
            "citeAs": cover.citation,
            "creator": [{"@type": "sc:Organization", "name": author} for author in cover.authors],
            "license": list(cover.licences) or [SEE_SOURCES],
            "distribution": [_file_object(dataset, files[dataset]) for dataset in RELEASED],
            "recordSet": [_record_set(dataset) for dataset in RELEASED],
        }
    )


def _file_object(dataset: str, file: FileFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{dataset}.parquet",
        "name": f"{dataset}.parquet",
        "contentUrl": file.path,
        "contentSize": f"{file.byte_count} B",
        "encodingFormat": "application/x-parquet",
        "sha256": file.sha256,
    }


def _record_set(dataset: str) -> dict[str, Any]:
    key = [{"@id": f"{dataset}/{name}"} for name in DATASETS[dataset].primary_key]
    return {
        "@type": "cr:RecordSet",
        "@id": dataset,
        "name": dataset,
        "description": DATASETS[dataset].description,
        "key": key[0] if len(key) == 1 else key,
        "field": [_croissant_field(dataset, column) for column in described_columns(dataset)],
    }


def _croissant_field(dataset: str, column: Column) -> dict[str, Any]:
    """A field; it refers to no other dataset, since loaders would join that and drop rows that name none."""
    repeated = {"repeated": True} if column.type is ColumnType.TEXT_LIST else {}
    return {
        "@type": "cr:Field",
        "@id": f"{dataset}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": CROISSANT_TYPES[column.type],
        **repeated,
        "source": {"fileObject": {"@id": f"{dataset}.parquet"}, "extract": {"column": column.name}},
    }


def citation_file(cover: Cover) -> str:
    """`CITATION.cff`; texts are written as JSON writes them, which YAML reads."""
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use these data, please cite them as below."',
        "type: dataset",
        f"title: {json.dumps(cover.title, ensure_ascii=False)}",
        f"version: {json.dumps(cover.version)}",
        f"date-released: {cover.released_on.isoformat()}",
        "authors:",
        *(f"  - name: {json.dumps(author, ensure_ascii=False)}" for author in cover.authors),
    ]
    return "\n".join(lines) + "\n"


def read_me(cover: Cover, withheld: Sequence[str]) -> str:
    """`README.md`: what is here, how to open it, and how to cite it."""
    texts = (
        f"Left out, as no licence of them is known: the texts of {', '.join(withheld)}."
        if withheld
        else "The texts of all sources are here."
    )
    return f"""\
# {cover.title}, version {cover.version}

{DESCRIPTION} {SEE_SOURCES} {texts}

Cite as: {cover.citation} `CITATION.cff` says the same to tools.

| file | what it is |
| --- | --- |
| `parquet/`, `csv/`, `jsonl/` | one file a dataset: {", ".join(RELEASED)} |
| `bulletins.sqlite` | all of them, with full-text search in `articles_fts` |
| `bulletins.duckdb` | all of them, with a comment on every column |
| `datapackage.json`, `croissant.json` | their columns, for tools |
| `dictionary.md` | their columns, for people |
| `quality.md`, `changes.md` | what to know before you count; what changed since the release before |
| `SHA256SUMS` | `sha256sum -c SHA256SUMS` tells whether all of it is as it was released |

`SELECT title FROM articles_fts WHERE articles_fts MATCH 'water'` finds any run of three letters or more,
words of languages without blanks included; for shorter ones write `SELECT title FROM articles WHERE body
LIKE '%水%'`.

Made by Bulletins {PIPELINE_VERSION}; version {SCHEMA_VERSION} of the columns.
"""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
