"""Calls the service with the client generated from its OpenAPI document, and adds up the reasons of every design and the
differences between the first two.

Usage: python sums.py BASE_URL REQUEST.json, with the generated package `backmap_client` on the path.
"""

import json
import sys

from backmap_client import Client
from backmap_client.api.catalogue import list_designs
from backmap_client.api.explanations import contrast
from backmap_client.api.recommendations import recommend
from backmap_client.models import (
    ContrastAnswer,
    ContrastRequest,
    DesignId,
    DesignList,
    Options,
    OptionsExplain,
    RecommendationAnswer,
    RecommendationRequest,
)


def hundredths(points: float) -> int:
    return round(points * 100)


def adds_up(design) -> bool:
    parts = [design.base_value, design.other_contributions, *(part.contribution for part in design.contributions)]
    return sum(map(hundredths, parts)) == hundredths(design.score)


def main(base: str, file: str) -> None:
    client = Client(base_url=base, raise_on_unexpected_status=True)

    listed = list_designs.sync(client=client)
    assert isinstance(listed, DesignList), listed
    known = sorted(design.id for design in listed.designs)

    with open(file, encoding="utf-8") as text:
        given = json.load(text)
    request = RecommendationRequest.from_dict(given)
    assert request.to_dict() == given, "the generated models lose or change part of the request"

    everything = [RecommendationRequest(request.profile, Options(explain=explain)) for explain in OptionsExplain]
    for body in [request, *everything]:
        answer = recommend.sync(client=client, body=body)
        assert isinstance(answer, RecommendationAnswer), answer
        options = json.dumps(body.to_dict().get("options", {}))
        wrong = [design.design for design in answer.recommendations if not adds_up(design)]
        assert answer.recommendations and not wrong, f"{options}: no recommendations, or wrong sums: {wrong}"
        if body is not request:
            placed = sorted(design.design for design in [*answer.recommendations, *answer.not_feasible])
            assert placed == known, f"{options}: answered {placed}; listed {known}"
        print(f"{options}: {len(answer.recommendations)} scores add up")

    first, second = (DesignId(design.design) for design in answer.recommendations[:2])
    body = ContrastRequest(profile=request.profile, designs=[first, second])
    apart = contrast.sync(client=client, body=body)
    assert isinstance(apart, ContrastAnswer), apart
    for whole, parts in [
        (apart.difference, [factor.difference for factor in apart.factors]),
        (apart.first.score - apart.second.score, [apart.difference]),
        *((one.against, [support.points for support in one.answered_by]) for one in apart.tradeoffs),
        (abs(apart.difference), [support.points for support in apart.lead_from]),
    ]:
        assert hundredths(whole) == sum(map(hundredths, parts)), f"{first} and {second}: {parts} do not add up to {whole}"
    print(f"{first} and {second}: {len(apart.factors)} differences add up")


if __name__ == "__main__":
    main(*sys.argv[1:])
