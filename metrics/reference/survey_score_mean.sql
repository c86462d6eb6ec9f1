with people as (
    select wave_on, wave, response_id, sum(score) / count(score) as score from answers group by all
)
select date_trunc('month', wave_on)::date as period, null as team, true as whole,
       sum(score) / count(*) as value,
       count(*) as n
from people
group by period
having n >= 5
