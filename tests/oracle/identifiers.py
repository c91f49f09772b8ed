#!/usr/bin/env python3
"""Asks independent libraries about identifiers, and writes what they say.

    pip install python-stdnum==2.2 schwifty==2026.10.1
    python3 tests/oracle/identifiers.py            # writes tests/vectors/identifiers_oracle.json
    python3 tests/oracle/identifiers.py --check    # whether that file is what this makes

For each kind: the examples in the libraries' own documentation, good and bad; more good ones,
made from those at random; and of each some with one character changed, judged by the library.
"""

import datetime
import doctest
import json
import random
import re
import sys
from importlib import import_module
from pathlib import Path

OUT = Path(__file__).parent.parent / "vectors" / "identifiers_oracle.json"
VERSIONS = {"python-stdnum": "2.2", "schwifty": "2026.10.1"}


class Day(datetime.date):
    """Some checks ask for today; here it is always the same day."""

    @classmethod
    def today(cls):
        return datetime.date(2026, 11, 21)


class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime(2026, 11, 21)


REAL_DATE, REAL_MOMENT = datetime.date, datetime.datetime

KINDS = {
    "bic": ["bic"], "us_aba": ["us.rtn"], "nz_account": ["nz.bankaccount"], "ar_cbu": ["ar.cbu"],
    "lei": ["lei"], "rf": ["iso11649"], "ch_qr": ["ch.esr"],
    "us_ssn": ["us.ssn"], "us_ein": ["us.ein"], "us_itin": ["us.itin"], "gb_utr": ["gb.utr"],
    "us_tin": ["us.ssn", "us.itin", "us.ein"], "br_tax_id": ["br.cpf", "br.cnpj"],
    "br_cpf": ["br.cpf"], "br_cnpj": ["br.cnpj"], "ca_sin": ["ca.sin"], "au_abn": ["au.abn"],
    "au_acn": ["au.acn"], "au_tfn": ["au.tfn"], "in_pan": ["in_.pan"], "in_gstin": ["in_.gstin"],
    "mx_rfc": ["mx.rfc"], "mx_curp": ["mx.curp"], "ar_cuit": ["ar.cuit"], "cl_rut": ["cl.rut"],
    "co_nit": ["co.nit"], "pe_ruc": ["pe.ruc"], "pl_nip": ["pl.nip"], "sg_uen": ["sg.uen"],
    "th_national_id": ["th.pin"], "tr_tckn": ["tr.tckimlik"], "tr_vkn": ["tr.vkn"],
    "kr_brn": ["kr.brn"], "jp_corporate_number": ["jp.cn"], "za_id": ["za.idnr"], "iban": ["iban"],
}
VAT = {
    "AT": "at.uid", "BE": "be.vat", "BG": "bg.vat", "CY": "cy.vat", "CZ": "cz.dic", "DE": "de.vat",
    "DK": "dk.cvr", "EE": "ee.kmkr", "EL": "gr.vat", "ES": "es.nif", "FI": "fi.alv", "FR": "fr.tva",
    "HR": "hr.oib", "HU": "hu.anum", "IE": "ie.vat", "IT": "it.iva", "LT": "lt.pvm", "LU": "lu.tva",
    "LV": "lv.pvn", "MT": "mt.vat", "NL": "nl.btw", "PL": "pl.nip", "PT": "pt.nif", "RO": "ro.cui",
    "SE": "se.vat", "SI": "si.ddv", "SK": "sk.dph", "XI": "gb.vat", "GB": "gb.vat",
}
# Examples where the documentation has none of the kind: the card schemes' test numbers.
SEEDS = {"card_pan": ("luhn", ["4242424242424242", "378282246310005", "5555555555554444"])}
# Hungary's and Luxembourg's persons and Malta have no module.
TIN = {
    "AT": ["at.tin"], "BE": ["be.ssn", "be.vat"], "BG": ["bg.egn", "bg.pnf", "bg.vat"],
    "CY": ["cy.vat"], "CZ": ["cz.rc", "cz.dic"], "DE": ["de.idnr", "de.stnr"],
    "DK": ["dk.cpr", "dk.cvr"], "EE": ["ee.ik", "ee.registrikood"], "ES": ["es.nif"],
    "FI": ["fi.hetu", "fi.ytunnus"], "FR": ["fr.nif", "fr.siren"], "GR": ["gr.vat"],
    "HR": ["hr.oib"], "HU": ["hu.anum"], "IE": ["ie.pps", "ie.vat"],
    "IT": ["it.codicefiscale", "it.iva"], "LT": ["lt.asmens"], "LV": ["lv.pvn"],
    "NL": ["nl.bsn"], "PL": ["pl.nip", "pl.pesel"], "PT": ["pt.nif"], "RO": ["ro.cnp", "ro.cui"],
    "SE": ["se.personnummer", "se.orgnr"], "SI": ["si.ddv"], "SK": ["sk.rc", "sk.dph"],
}
# Every country of the SWIFT registry, which schwifty does not list by itself.
COUNTRIES = """
AD AE AL AT AZ BA BE BG BH BI BR BY CH CR CY CZ DE DJ DK DO EE EG ES FI FK FO FR GB GE GI GL GR GT HN HR HU
IE IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MN MR MT MU NI NL NO OM PK PL PS PT QA RO RS RU SA
SC SD SE SI SK SM SO ST SV TL TN TR UA VA VG XK YE
""".split()
GENERATED, CHANGED, TRIES = 4, 3, 40_000


def modules(names):
    return [import_module(f"stdnum.{name}") for name in names]


def judge(mods, value):
    """The number in its normal form by the first module that takes it, or None."""
    for mod in mods:
        try:
            return mod.validate(value)
        except Exception:  # what a library cannot read, it does not take
            continue
    return None


def examples(mod):
    """Numbers that the documentation of a module validates, with no other arguments."""
    parser = doctest.DocTestParser()
    for example in parser.get_examples(mod.__doc__ or ""):
        match = re.fullmatch(r"validate\('([^']*)'\)", example.source.split("#")[0].strip())
        if match:
            yield match.group(1)


def other(letter, dice):
    """Another character of the same class."""
    for letters in ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        if letter in letters:
            return dice.choice([x for x in letters if x != letter])
    return letter


def more(good, takes, dice):
    """Good numbers made from a good one: some characters anew until the library takes it."""
    for _ in range(TRIES):
        share = dice.choice([0.15, 0.3, 0.6])
        value = "".join(other(x, dice) if dice.random() < share else x for x in good)
        if value != good and takes(value) is not None:
            return value
    return None


def rows_of(kind, mods, country=None, prefix="", seeds=()):
    # Not `hash`, which differs from run to run.
    dice = random.Random(f"{kind} {country} {prefix}")
    takes = lambda value: judge(mods, value)
    strip = lambda value: value[2:] if prefix and value[:2].upper() in (prefix, "GR", "GB") else value
    seen, rows = set(), []

    def add(value, origin):
        if not value or value in seen:
            return
        seen.add(value)
        normal = takes(value)
        row = {"kind": kind, "value": prefix + value}
        if country:
            row["country"] = country
        row["ok"] = normal is not None
        if normal is not None:
            row["normalized"] = prefix + strip(normal)
        row["from"] = origin
        rows.append(row)

    found = [(strip(value).strip(), mod.__name__) for mod in mods for value in seeds or examples(mod)]
    for value, origin in found:
        add(value, origin)
    for mod in mods:
        own = [value for value, origin in found if origin == mod.__name__ and judge([mod], value)]
        for good in [judge([mod], value) for value in own[:3]]:
            for _ in range(GENERATED // min(len(own), 2)):
                value = more(strip(good), lambda value, mod=mod: judge([mod], value), dice)
                if not value:
                    continue
                add(value, "generated")
                for _ in range(CHANGED):
                    place = dice.randrange(len(value))
                    letter = other(value[place], dice)
                    if letter != value[place]:
                        add(value[:place] + letter + value[place + 1:], "changed")
    return rows


def schwifty_rows():
    from schwifty import BIC, IBAN
    from schwifty import registry

    dice, rows = random.Random("schwifty"), []

    def add(kind, value, ok, origin):
        row = {"kind": kind, "value": value, "ok": ok}
        if ok:
            row["normalized"] = value
        rows.append({**row, "from": f"schwifty {origin}"})

    for country in sorted(set(COUNTRIES) | set(registry.get_countries())):
        try:
            iban = str(IBAN.random(country_code=country, random=dice))
        except Exception:  # countries of which it knows no form
            continue
        add("iban", iban, True, "generated")
        place = dice.randrange(4, len(iban))
        changed = iban[:place] + other(iban[place], dice) + iban[place + 1:]
        add("iban", changed, IBAN(changed, allow_invalid=True).is_valid, "changed")
    banks = sorted({str(bank.bic) for bank in registry.get_all_banks() if bank.bic})
    for bic in dice.sample(banks, 40):
        add("bic", bic, BIC(bic, allow_invalid=True).is_valid, "registry")
    return rows


def document():
    import stdnum
    from importlib.metadata import version

    for name, wanted in VERSIONS.items():
        if version(name) != wanted:
            sys.exit(f"{name} is {version(name)}, not {wanted}")
    datetime.date, datetime.datetime = Day, Moment
    rows = []
    for kind, names in KINDS.items():
        rows += rows_of(kind, modules(names))
    for kind, (name, seeds) in SEEDS.items():
        rows += rows_of(kind, modules([name]), seeds=seeds)
    for prefix, name in VAT.items():
        rows += rows_of("eu_vat", modules([name]), prefix=prefix)
    for value in examples(import_module("stdnum.eu.vat")):
        normal = judge(modules(["eu.vat"]), value)
        rows.append({"kind": "eu_vat", "value": value, "ok": True, "normalized": normal, "from": "stdnum.eu.vat"})
    for country, names in TIN.items():
        rows += rows_of("eu_tin", modules(names), country=country)
    datetime.date, datetime.datetime = REAL_DATE, REAL_MOMENT
    rows += schwifty_rows()
    head = {"made_by": "tests/oracle/identifiers.py", "with": VERSIONS}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{json.dumps(head)[:-1]}, "rows": [\n{lines}\n]}}\n'


def main():
    made = document()
    if "--check" in sys.argv[1:]:
        if OUT.read_text(encoding="utf-8") != made:
            sys.exit(f"{OUT.name} is not what this script makes")
        return
    OUT.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
