"""Prompts as people write them, in several scripts, out of a few frequent and many rare words."""

import random
from collections.abc import Callable, Sequence
from itertools import accumulate

_ENGLISH = (
    "the a of and in slow camera light shot over wide close sea night wind dolly pan soft golden "
    "hour rain forest city woman man child dog fox lighthouse dunes waves cinematic film grain "
    "shallow focus handheld tracking drone aerial neon fog morning dusk shadow glass water fire "
    "smoke dust street train window mirror dancing walking running turns looks smiles opens falls "
    "rises drifts through across behind beneath toward far near old new red blue green white black "
    "silver lens flare anamorphic bokeh macro portrait landscape time lapse orbit tilt zoom crane"
)
_GERMAN = (
    "die der das und über langsam Kamera Licht Straße Mädchen Brücke Nebel früh Gebäude weiß "
    "fährt öffnet schwebt hinter zwischen Wäldern Küste Möwen Abendröte"
)
_RUSSIAN = (
    "и в на медленно камера свет море ночь ветер лес город женщина идёт снег туман дорога "
    "окно огонь золотой крупный план"
)
_ARABIC = (
    "في على الكاميرا ببطء الضوء البحر الليل الريح المدينة امرأة تمشي ضباب نافذة ذهبي مشهد واسع"
)
_HINDI = "में पर कैमरा धीरे रोशनी समुद्र रात हवा शहर औरत चलती कोहरा खिड़की सुनहरा दृश्य"
_CHINESE = (
    "镜头缓慢推进，夜晚的海边灯塔在风中旋转光束，沙丘上的狐狸回头看，城市霓虹倒映在雨水里，"
    "电影质感浅景深逆光黄金时刻航拍森林雾气女孩奔跑老人微笑火车驶过桥梁花瓣飘落雪山云海星空"
)
_JAPANESE = (
    "カメラはゆっくりと夜の海を横切り、灯台の光が波に揺れる。霧の朝、少女が窓を開けて微笑む桜の道"
)
_KOREAN = (
    "카메라가 천천히 밤바다를 지나 등대의 빛이 파도에 흔들린다 안개 낀 아침 소녀가 창문을 연다"
)
_SYLLABLES = (
    "ba be bo da de di fa fe ga go ka ke ki la le li lo ma me mi mo na ne no pa pe po ra re ri ro "
    "sa se si so ta te ti to va ve vi vo za"
)
_PICTURES = "🦊🌊🌅🎬✨🌃🚂🌸"
_RARE_WORDS = 6_000


def prompts(seed: int = 5) -> Callable[[], str]:
    """Tells another prompt at each call, and the same ones in the same order for the same seed."""
    chance = random.Random(seed)
    writers: Sequence[Callable[[], str]] = (
        _words(chance, [*_ENGLISH.split(), *_rare(chance)], 12, 70),
        _words(chance, _GERMAN.split(), 8, 40),
        _words(chance, _RUSSIAN.split(), 8, 40),
        _words(chance, _ARABIC.split(), 8, 30),
        _words(chance, _HINDI.split(), 8, 30),
        _signs(chance, _CHINESE, 20, 120),
        _signs(chance, _JAPANESE, 20, 90),
        _words(chance, _KOREAN.split(), 6, 30),
        _mixed(chance),
    )
    shares = (46, 6, 4, 3, 2, 24, 6, 4, 5)

    def write() -> str:
        return chance.choices(writers, shares)[0]()

    return write


def _rare(chance: random.Random) -> list[str]:
    """Names of people and places, and misspellings: what makes a full-text index long."""
    syllables = _SYLLABLES.split()
    return ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(_RARE_WORDS)]


def _words(
    chance: random.Random, words: Sequence[str], fewest: int, most: int
) -> Callable[[], str]:
    """The n-th word comes a n-th as often as the first, as in every language."""
    often = list(accumulate(1 / (place + 2) for place in range(len(words))))

    def write() -> str:
        count = chance.randint(fewest, most)
        return " ".join(chance.choices(words, cum_weights=often, k=count)).capitalize() + "."

    return write


def _signs(chance: random.Random, text: str, fewest: int, most: int) -> Callable[[], str]:
    """Pieces of a few signs, since words of these scripts are not set apart."""

    def write() -> str:
        length, written = chance.randint(fewest, most), ""
        while len(written) < length:
            start = chance.randrange(len(text) - 4)
            written += text[start : start + chance.randint(2, 4)]
        return written

    return write


def _mixed(chance: random.Random) -> Callable[[], str]:
    english = _words(chance, _ENGLISH.split(), 6, 20)
    chinese = _signs(chance, _CHINESE, 8, 30)
    return lambda: f"{english()} {chance.choice(_PICTURES)} {chinese()}"
